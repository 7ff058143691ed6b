/** The second officer keys the numbers that are asked from the paper, having seen nobody else's, and signs. */

import { useState } from 'preact/hooks'
import { readBlindRequest, type BlindRequest } from '@sirekap/kit/claims/blind-request'
import { say, type Say } from '@sirekap/kit/language'
import { packet, sheetOf, station, type Sheet } from '../desk'
import type { KeptClaim } from '../keep/model'
import { fieldsOf } from '../keep/packet'
import { KeyList, shown, useKeying, type Keyed } from '../parts/KeyList'
import { Page } from '../parts/Page'
import { ClaimQr } from '../parts/ClaimQr'
import { Scanner } from '../parts/Scanner'
import { go } from '../route'
import { laterWord } from '../acts/sign'
import { utter } from '../acts/utter'
import { k } from '../words/check'
import { FAULTS } from '../words/faults'
import { s } from '../words/send'

export function Blind() {
  const [asked, setAsked] = useState<BlindRequest | null>(null)
  const [fault, setFault] = useState<Say | null>(null)
  const sheet = asked && sheetOf(asked.contest)
  if (asked && sheet) return <Keying sheet={sheet} asked={asked} />
  const take = (text: string) => {
    const request = readBlindRequest(text)
    if (!request) return
    const found = isOurs(request)
    setFault(found ? null : FAULTS.otherForm)
    if (found) setAsked(request)
  }
  return (
    <Page title={s('scanRequest')} back={() => go('kedua')}>
      <p>{s('scanRequestHow')}</p>
      <Scanner label={s('scanRequest')} take={take} />
      {fault && (
        <p class="problem" role="alert">
          {say(fault)}
        </p>
      )}
    </Page>
  )
}

function isOurs(request: BlindRequest): boolean {
  const sheet = sheetOf(request.contest)
  return (
    sheet !== null &&
    request.station === station.value?.code &&
    (packet.value?.election.id.startsWith(request.election) ?? false) &&
    sheet.contest.form.hash.startsWith(request.form)
  )
}

function Keying({ sheet, asked }: { readonly sheet: Sheet; readonly asked: BlindRequest }) {
  const [made, setMade] = useState<KeptClaim | null>(null)
  const order = fieldsOf(sheet.contest)
  const fields = asked.fields.flatMap((at) => sheet.contest.fields.find((each) => each.name === order[at]) ?? [])
  const left = (keyed: Keyed) => fields.filter((each) => !keyed.has(each.name))
  const keying = useKeying((keyed) => left(keyed)[0] ?? null)
  if (made) return <ShowAnswer claim={made} />
  const open = left(keying.keyed)
  const act = async () => {
    if (open[0]) keying.setOpen(open[0])
    else setMade(await signEntry(sheet, asked, keying.keyed))
  }
  return (
    <Page
      title={s('blindTitle')}
      under={<p class="under">{sheet.contest.name}</p>}
      back={() => go('kedua')}
      action={
        <button type="button" class="main" onClick={() => void act()}>
          {open.length ? s('blindLeft', { count: open.length }) : s('blindSign')}
        </button>
      }
    >
      <p class="lead">{s('blindHow', { contest: sheet.contest.name })}</p>
      <KeyList sheet={sheet} fields={fields} keying={keying} number={(field) => (keying.keyed.has(field) ? shown(keying.keyed.get(field)) : '?')} />
    </Page>
  )
}

const signEntry = (sheet: Sheet, { station, version }: BlindRequest, values: Keyed): Promise<KeptClaim> =>
  utter(laterWord({ station, contest: sheet.contest, version, kind: 'blind' }, { values }))

function ShowAnswer({ claim }: { readonly claim: KeptClaim }) {
  return (
    <Page
      title={k('keptTitle')}
      action={
        <button type="button" class="main" onClick={() => go()}>
          {s('done')}
        </button>
      }
    >
      <p class="lead" role="status" data-kept={claim.id}>
        {s('showAnswer')}
      </p>
      <ClaimQr claim={claim} label={s('showAnswer')} />
    </Page>
  )
}
