/**
 * Numbers of a form to be keyed from the paper, as large buttons; a tap opens the pad for one.
 *
 * In: fields, and what is to be shown of each. Out: what was keyed, field by field. Nothing that a reader saw is shown
 * here, and nothing is kept.
 */

import { useState } from 'preact/hooks'
import { say } from '@sirekap/kit/language'
import { whole } from '@sirekap/kit/numbers'
import type { Sheet } from '../desk'
import { labelOf, namesOf, type PhoneField } from '../keep/packet'
import { k } from '../words/check'
import { Pad } from './Pad'

/** Numbers keyed, by field; null is an empty box, absent is not keyed. */
export type Keyed = ReadonlyMap<string, number | null>

export interface Keying {
  readonly keyed: Keyed
  readonly open: PhoneField | null
  readonly setOpen: (field: PhoneField | null) => void
  readonly take: (value: number | null) => void
}

/** What has been keyed so far; `after` says which pad opens when a number was taken. */
export function useKeying(after: (keyed: Keyed) => PhoneField | null): Keying {
  const [keyed, setKeyed] = useState<Keyed>(new Map())
  const [open, setOpen] = useState<PhoneField | null>(null)
  const take = (value: number | null) => {
    if (!open) return
    const now = new Map(keyed).set(open.name, value)
    setKeyed(now)
    setOpen(after(now))
  }
  return { keyed, open, setOpen, take }
}

interface Listed {
  readonly sheet: Sheet
  readonly fields: readonly PhoneField[]
  readonly keying: Keying
  readonly number: (field: string) => string
  readonly note?: (field: string) => string
}

export function KeyList({ sheet, fields, keying, number, note }: Listed) {
  const { open, setOpen, take } = keying
  return (
    <>
      <ul class="fields">
        {fields.map((field) => (
          <li key={field.name} class="field">
            <button type="button" class="field-value" onClick={() => setOpen(field)}>
              <span class="field-label">
                {say(labelOf(sheet.contest, field.name))}
                <span class="names">{namesOf(sheet.contest, field.name)}</span>
              </span>
              <span class="field-number">{number(field.name)}</span>
              <span class="field-note">{note?.(field.name)}</span>
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
          take={take}
          close={() => setOpen(null)}
        />
      )}
    </>
  )
}

export const shown = (value: number | null | undefined): string => (value === null || value === undefined ? k('emptyBox') : whole(value))
