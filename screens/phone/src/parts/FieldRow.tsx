/** One number of a page: its boxes from the photo on the left, what it says on the right; a tap changes it. */

import { say } from '@sirekap/kit/language'
import { whole } from '@sirekap/kit/numbers'
import { partOf } from '@sirekap/kit/place'
import type { PageWork } from '../keep/model'
import { boxesOf, labelOf, namesOf, type PhoneField } from '../keep/packet'
import type { Sheet } from '../desk'
import { askOf, seenOf, valueOf } from '../acts/values'
import { k } from '../words/check'
import { FieldCrop } from './FieldCrop'

interface Row {
  readonly sheet: Sheet
  readonly work: PageWork
  readonly field: PhoneField
  readonly lit: boolean
  readonly change: () => void
  readonly open: () => void
}

export function FieldRow({ sheet, work, field, lit, change, open }: Row) {
  const label = say(labelOf(sheet.contest, field.name))
  const seen = seenOf(work, field.name)
  const ask = askOf(work, field.name)
  const names = namesOf(sheet.contest, field.name)
  const boxes = boxesOf(sheet.form, field.name)
  return (
    <li class={`field field-${ask} ${lit ? 'lit' : ''} ${seen ? 'field-seen' : ''}`} id={`field-${field.name}`}>
      {seen && <FieldCrop photo={work.photo} area={partOf(seen.area, boxes.within)} size={boxes.size} label={k('photo', { field: label })} open={open} />}
      <button type="button" class="field-value" onClick={change}>
        <span class="field-label">
          {label}
          {names && <span class="names">{names}</span>}
        </span>
        <span class="field-number">{shownValue(work, field.name)}</span>
        <span class="field-note">{note(work, field.name)}</span>
      </button>
    </li>
  )
}

export function shownValue(work: PageWork, field: string): string {
  const value = valueOf(work, field)
  if (value === undefined) return '?'
  return value === null ? k('emptyBox') : whole(value)
}

function note(work: PageWork, field: string): string {
  const seen = seenOf(work, field)
  if (field in work.said) return seen?.value === work.said[field] ? k('seen') : k('typed')
  if (!seen) return k('unread')
  if (seen.accepted) return ''
  return [k('unsure', { value: seen.value === null ? k('emptyBox') : whole(seen.value) }), ...seen.why.slice(0, 1).map(say)].join(' ')
}
