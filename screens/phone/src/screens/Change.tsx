/**
 * After sending: a number corrected, or a wrong photo withdrawn, each with a reason and a signature of its own.
 *
 * Invariant: what was said before stays; the plenary settles it in the end.
 */

import { useState } from 'preact/hooks'
import { pages, sheetOf, station, type Sheet } from '../desk'
import type { KeptClaim, PageWork } from '../keep/model'
import { pageFields } from '../keep/packet'
import { KeyList, shown, useKeying } from '../parts/KeyList'
import { Page } from '../parts/Page'
import { go, replace } from '../route'
import { lastOf, saidOf, type Said } from '../acts/said'
import { laterWord, type PagesAfter, type Word } from '../acts/sign'
import { utter } from '../acts/utter'
import { s } from '../words/send'
import { NotFound } from './NotFound'

export function Correct({ contest }: { readonly contest: string }) {
  const sheet = sheetOf(contest)
  const said = saidOf(contest)
  if (!sheet || !said) return <NotFound />
  return <CorrectNumbers sheet={sheet} said={said} />
}

function CorrectNumbers({ sheet, said }: { readonly sheet: Sheet; readonly said: Said }) {
  const keying = useKeying(() => null)
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState('')
  const changed = keying.keyed
  const fields = sheet.contest.fields.filter((each) => said.values.has(each.name))
  const sign = async () => {
    if (!changed.size) return setFault(s('changeWanted'))
    if (!reason.trim()) return setFault(s('reasonWanted'))
    const word = { reason, values: changed, blind: [...changed.keys()] }
    const made = await signChange(sheet, 'correction', word, { changed: corrected(sheet, changed), dropped: [] })
    if (made) replace('kiriman', made.id)
  }
  return (
    <Page
      title={s('correctTitle')}
      under={<p class="under">{sheet.contest.name}</p>}
      back={() => go('kiriman', lastOf(said).id)}
      action={
        <button type="button" class="main" onClick={() => void sign()}>
          {s('signCorrection')}
        </button>
      }
    >
      <p>{s('correctHow')}</p>
      <Reason reason={reason} type={setReason} fault={fault} />
      <KeyList
        sheet={sheet}
        fields={fields}
        keying={keying}
        number={(field) => shown(changed.has(field) ? changed.get(field) : said.values.get(field))}
        note={(field) => (changed.has(field) ? s('was', { value: shown(said.values.get(field)) }) : '')}
      />
    </Page>
  )
}

/** The pages of a contest whose numbers were corrected, as they are then: signed again, they say the same. */
function corrected({ contest }: Sheet, changed: ReadonlyMap<string, number | null>): readonly PageWork[] {
  return pages.value.flatMap((work) => {
    const own = pageFields(contest, work.page).filter(({ name }) => work.contest === contest.id && changed.has(name))
    const said = Object.fromEntries(own.map(({ name }) => [name, changed.get(name) ?? null]))
    return own.length ? [{ ...work, said: { ...work.said, ...said } }] : []
  })
}

export function Withdraw({ contest }: { readonly contest: string }) {
  const [chosen, setChosen] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState('')
  const sheet = sheetOf(contest)
  const said = saidOf(contest)
  if (!sheet || !said) return <NotFound />
  const signed = pages.value.filter((each) => each.contest === contest && said.check.photos.includes(each.photo))
  const sign = async () => {
    if (!chosen || !reason.trim()) return setFault(s('reasonWanted'))
    // The page is one to be photographed then, as if it never had been.
    const dropped = signed.filter((each) => each.photo === chosen)
    const made = await signChange(sheet, 'withdrawal', { reason, withdrawn: [chosen] }, { changed: [], dropped })
    if (made) replace('kiriman', made.id)
  }
  return (
    <Page
      title={s('withdrawTitle')}
      under={<p class="under">{sheet.contest.name}</p>}
      back={() => go('kiriman', lastOf(said).id)}
      action={
        <button type="button" class="main" disabled={!chosen} onClick={() => void sign()}>
          {s('signWithdrawal')}
        </button>
      }
    >
      <p>{s('withdrawHow')}</p>
      <div role="radiogroup" aria-label={s('withdrawTitle')} class="choices">
        {signed.map((each) => (
          <label key={each.photo} class="choice">
            <input type="radio" name="photo" checked={chosen === each.photo} onChange={() => setChosen(each.photo)} />
            {s('photoOf', { page: each.page })}
          </label>
        ))}
      </div>
      <Reason reason={reason} type={setReason} fault={fault} />
    </Page>
  )
}

interface Why {
  readonly reason: string
  readonly type: (reason: string) => void
  readonly fault: string
}

function Reason({ reason, type, fault }: Why) {
  return (
    <p>
      <label for="reason">{s('reason')}</label>
      <textarea id="reason" rows={2} maxLength={500} value={reason} aria-invalid={fault !== ''} onInput={(event) => type(event.currentTarget.value)} />
      {fault && (
        <span class="problem" role="alert">
          {fault}
        </span>
      )}
    </p>
  )
}

async function signChange(
  sheet: Sheet,
  kind: 'correction' | 'withdrawal',
  said: Partial<Word>,
  after: PagesAfter,
): Promise<KeptClaim | null> {
  const code = station.value?.code
  return code ? utter(laterWord({ station: code, contest: sheet.contest, version: 0, kind }, said), after) : null
}
