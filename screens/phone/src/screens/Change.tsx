/**
 * After sending: a number corrected, or a wrong photo withdrawn, each with a reason and a signature of its own.
 *
 * Invariant: what was said before stays; the plenary settles it in the end.
 */

import { useState } from 'preact/hooks'
import { say } from '@sirekap/kit/language'
import { whole } from '@sirekap/kit/numbers'
import { base, device, lastOwn, look, pages, packet, sheetOf, station, type Sheet } from '../desk'
import type { KeptClaim } from '../keep/model'
import { labelOf, namesOf, type PhoneField } from '../keep/packet'
import { Pad } from '../parts/Pad'
import { Page } from '../parts/Page'
import { go, replace } from '../route'
import { send } from '../sending'
import { signWord, type Word } from '../acts/sign'
import { k } from '../words/check'
import { s } from '../words/send'
import { NotFound } from './NotFound'
import { appVersion } from './Sign'

export function Correct({ contest }: { readonly contest: string }) {
  const sheet = sheetOf(contest)
  const last = lastOwn(contest)
  if (!sheet || !last) return <NotFound />
  return <CorrectNumbers sheet={sheet} last={last} />
}

function CorrectNumbers({ sheet, last }: { readonly sheet: Sheet; readonly last: KeptClaim }) {
  const [changed, setChanged] = useState<ReadonlyMap<string, number | null>>(new Map())
  const [open, setOpen] = useState<PhoneField | null>(null)
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState('')
  const fields = sheet.contest.fields.filter((each) => each.name in last.values)
  const sign = async () => {
    if (!changed.size) return setFault(s('changeWanted'))
    if (!reason.trim()) return setFault(s('reasonWanted'))
    const made = await signChange(sheet, 'correction', reason, changed, [])
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
      <ul class="fields">
        {fields.map((field) => (
          <li key={field.name} class="field">
            <button type="button" class="field-value" onClick={() => setOpen(field)}>
              <span class="field-label">
                {say(labelOf(sheet.contest, field.name))}
                <span class="names">{namesOf(sheet.contest, field.name)}</span>
              </span>
              <span class="field-number">{shown(changed.has(field.name) ? changed.get(field.name) : last.values[field.name])}</span>
              <span class="field-note">{changed.has(field.name) ? s('was', { value: shown(last.values[field.name]) }) : ''}</span>
            </button>
          </li>
        ))}
      </ul>
      {open && (
        <Pad
          key={open.name}
          label={say(labelOf(sheet.contest, open.name))}
          names={namesOf(sheet.contest, open.name)}
          boxes={open.digits}
          guess={undefined}
          take={(value) => {
            setChanged(new Map(changed).set(open.name, value))
            setOpen(null)
          }}
          close={() => setOpen(null)}
        />
      )}
    </Page>
  )
}

const shown = (value: number | null | undefined): string => (value === null || value === undefined ? k('emptyBox') : whole(value))

export function Withdraw({ contest }: { readonly contest: string }) {
  const [chosen, setChosen] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState('')
  const sheet = sheetOf(contest)
  const last = lastOwn(contest)
  if (!sheet || !last) return <NotFound />
  const sign = async () => {
    if (!chosen || !reason.trim()) return setFault(s('reasonWanted'))
    const made = await signChange(sheet, 'withdrawal', reason, new Map(), [chosen])
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
          .filter((each) => each.contest === contest && last.photos.includes(each.photo))
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

async function signChange(
  sheet: Sheet,
  kind: 'correction' | 'withdrawal',
  reason: string,
  values: ReadonlyMap<string, number | null>,
  withdrawn: readonly string[],
): Promise<KeptClaim | null> {
  const code = station.value?.code
  if (!code || !packet.value || !device.value) return null
  const word: Word = {
    station: code,
    contest: sheet.contest,
    version: 0,
    kind,
    flags: new Set(),
    values,
    photos: [],
    readings: [],
    reasons: new Map(),
    reason,
    withdrawn,
    blind: [...values.keys()],
  }
  const made = await signWord({ base: await base(), packet: packet.value, device: device.value, app: appVersion() }, word)
  await look()
  void send()
  return made
}
