/** One number: its place on the photo beside the input, and what is asked about it. */

import type { Field } from './api'
import { EMPTY, isBlind, isToCheck, suggestion } from './draft'
import { say } from '@sirekap/kit/language'
import { whole } from '@sirekap/kit/numbers'
import { w } from './language'
import { ASKS } from './words'

interface Row {
  readonly field: Field
  /** Who is voted for, where the number is a ticket's. */
  readonly names: string
  readonly text: string | undefined
  readonly wrong: boolean
  readonly lit: boolean
  readonly type: (text: string) => void
  readonly open: (field: Field) => void
}

export function FieldRow({ field, names, text, wrong, lit, type, open }: Row) {
  const id = `field-${field.name.replaceAll('.', '-')}`
  const value = text ?? suggestion(field)
  // Nothing can be typed about a page that no photo shows, nor seen of a number kept hidden.
  const closed = field.ask === 'photograph' || (field.hidden && !isBlind(field) && !isToCheck(field))
  return (
    <div class={`field${lit ? ' lit' : ''}${wrong ? ' wrong' : ''}`} id={`row-${field.name}`}>
      <div class="field-crop">
        {field.crop ? (
          <button type="button" class="crop" onClick={() => open(field)} title={w('openPhoto')}>
            <img src={field.crop} alt={`${say(field.label)}: ${w('openPhoto')}`} loading="lazy" />
          </button>
        ) : (
          <span class="no-crop">{w('noCrop')}</span>
        )}
      </div>
      <div class="field-entry">
        <label for={id}>
          {say(field.label)}
          {names && <span class="names">{names}</span>}
        </label>
        <p class="field-ask" id={`${id}-ask`}>
          {[field.ask ? say(ASKS[field.ask]) : '', seen(field)].filter(Boolean).join('. ')}
        </p>
        <div class="field-input">
          <input
            id={id}
            inputMode="numeric"
            autocomplete="off"
            maxLength={field.boxes}
            aria-describedby={`${id}-ask`}
            aria-invalid={wrong}
            disabled={closed}
            value={value === EMPTY ? '' : value}
            placeholder={value === EMPTY ? '—' : ''}
            onInput={(event) => type(event.currentTarget.value)}
          />
          <label class="empty">
            <input
              type="checkbox"
              checked={value === EMPTY}
              disabled={closed}
              onChange={(event) => type(event.currentTarget.checked ? EMPTY : '')}
            />{' '}
            {w('emptyBox')}
          </label>
        </div>
        {wrong && (
          <p class="problem" role="alert">
            {w('wrongNumber')}
          </p>
        )}
      </div>
    </div>
  )
}

/** What the reader saw, in words; nothing at all where the entry is blind. */
function seen(field: Field): string {
  if (isBlind(field)) return ''
  if (field.hidden) return isToCheck(field) ? '' : w('hidden')
  const reading = field.reading
  if (!reading) return field.photo ? w('unread') : ''
  const value = reading.value === null ? w('emptyBox') : whole(reading.value)
  return `${reading.accepted ? w('sure') : w('unsure')}: ${value}`
}
