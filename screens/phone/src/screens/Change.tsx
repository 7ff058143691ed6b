/**
 * After sending: a number corrected, or a wrong photo withdrawn, each with a reason and a signature of its own.
 *
 * Invariant: what was said before stays; the plenary settles it in the end.
 */

import { useState } from 'preact/hooks'
import { claims, lastOwn, pages, sheetOf, station, type Sheet } from '../desk'
import type { KeptClaim } from '../keep/model'
import { KeyList, shown, useKeying } from '../parts/KeyList'
import { Page } from '../parts/Page'
import { go, replace } from '../route'
import { laterWord, type Word } from '../acts/sign'
import { utter } from '../acts/utter'
import { s } from '../words/send'
import { NotFound } from './NotFound'

export function Correct({ contest }: { readonly contest: string }) {
  const sheet = sheetOf(contest)
  const last = lastOwn(contest)
  if (!sheet || !last) return <NotFound />
  return <CorrectNumbers sheet={sheet} last={last} />
}

function CorrectNumbers({ sheet, last }: { readonly sheet: Sheet; readonly last: KeptClaim }) {
  const keying = useKeying(() => null)
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState('')
  const changed = keying.keyed
  const fields = sheet.contest.fields.filter((each) => each.name in last.values)
  const sign = async () => {
    if (!changed.size) return setFault(s('changeWanted'))
    if (!reason.trim()) return setFault(s('reasonWanted'))
    const made = await signChange(sheet, 'correction', { reason, values: changed, blind: [...changed.keys()] })
    if (made) replace('kiriman', made.id)
  }
  return (
    <Page
      title={s('correctTitle')}
      under={<p class="under">{sheet.contest.name}</p>}
      back={() => go('kiriman', last.id)}
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
        number={(field) => shown(changed.has(field) ? changed.get(field) : last.values[field])}
        note={(field) => (changed.has(field) ? s('was', { value: shown(last.values[field]) }) : '')}
      />
    </Page>
  )
}

export function Withdraw({ contest }: { readonly contest: string }) {
  const [chosen, setChosen] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState('')
  const sheet = sheetOf(contest)
  const last = lastOwn(contest)
  if (!sheet || !last) return <NotFound />
  // A correction names no photo, so those of every word so far are looked at.
  const sent = new Set(claims.value.filter((each) => each.own).flatMap((each) => each.photos))
  const sign = async () => {
    if (!chosen || !reason.trim()) return setFault(s('reasonWanted'))
    const made = await signChange(sheet, 'withdrawal', { reason, withdrawn: [chosen] })
    if (made) replace('kiriman', made.id)
  }
  return (
    <Page
      title={s('withdrawTitle')}
      under={<p class="under">{sheet.contest.name}</p>}
      back={() => go('kiriman', last.id)}
      action={
        <button type="button" class="main" disabled={!chosen} onClick={() => void sign()}>
          {s('signWithdrawal')}
        </button>
      }
    >
      <p>{s('withdrawHow')}</p>
      <div role="radiogroup" aria-label={s('withdrawTitle')} class="choices">
        {pages.value
          .filter((each) => each.contest === contest && sent.has(each.photo))
          .map((each) => (
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

async function signChange(sheet: Sheet, kind: 'correction' | 'withdrawal', said: Partial<Word>): Promise<KeptClaim | null> {
  const code = station.value?.code
  return code ? utter(laterWord({ station: code, contest: sheet.contest, version: 0, kind }, said)) : null
}
