/**
 * The second officer: one phone shows which numbers are asked, without any; the other keys them from the paper, signs,
 * and shows its claim, which the first scans and carries. No network takes part.
 */

import { writeBlindRequest } from '@sirekap/kit/claims/blind-request'
import { NAMED_DIGITS } from '@sirekap/kit/claims/named'
import { claims, packet, sheetOf, sheets } from '../desk'
import type { KeptClaim } from '../keep/model'
import { fieldsOf } from '../keep/packet'
import { lastOf, openFields, saidOf } from '../acts/said'
import { Page } from '../parts/Page'
import { Qr } from '../parts/Qr'
import { go } from '../route'
import { s } from '../words/send'
import { NotFound } from './NotFound'

export function Second() {
  const asking = sheets.value.flatMap(({ contest }) => {
    const said = saidOf(contest.id)
    return said && openFields(said).length ? [{ contest, claim: lastOf(said) }] : []
  })
  return (
    <Page
      title={s('secondTitle')}
      back={() => go()}
      action={
        <button type="button" class="main" onClick={() => go('kedua', 'pindai')}>
          {s('beSecond')}
        </button>
      }
    >
      <p class="lead">{s('secondWhat')}</p>
      {asking.map(({ contest, claim }) => (
        <button key={claim.id} type="button" class="quiet wide" onClick={() => go('kedua', 'minta', claim.id)}>
          {s('askSecond')}: {contest.name}
        </button>
      ))}
      {!asking.length && <p>{s('nothingToAsk')}</p>}
    </Page>
  )
}

/** What is asked of a second person, as a code: all that is still open of the contest, else what this claim asked. */
export function AskSecond({ id }: { readonly id: string }) {
  const claim = claims.value.find((each) => each.id === id)
  const text = claim && requestOf(claim)
  if (!claim || !text) return <NotFound />
  return (
    <Page
      title={s('askTitle')}
      back={() => go('kiriman', id)}
      action={
        <button type="button" class="main" onClick={() => go('kedua', 'jawaban', id)}>
          {s('scanAnswer')}
        </button>
      }
    >
      <p>{s('askHow')}</p>
      <Qr text={text} label={s('askTitle')} />
      <p>{s('askThen')}</p>
    </Page>
  )
}

function requestOf(claim: KeptClaim): string | null {
  const sheet = sheetOf(claim.contest)
  if (!sheet || !packet.value) return null
  const order = fieldsOf(sheet.contest)
  const said = saidOf(claim.contest)
  const open = said ? openFields(said) : []
  const fields = open.length ? open : claim.blind
  if (!fields.length) return null
  return writeBlindRequest({
    election: packet.value.election.id.slice(0, NAMED_DIGITS),
    station: claim.station,
    contest: claim.contest,
    version: claim.version,
    form: sheet.contest.form.hash.slice(0, NAMED_DIGITS),
    fields: fields.map((each) => order.indexOf(each)).sort((one, other) => one - other),
  })
}
