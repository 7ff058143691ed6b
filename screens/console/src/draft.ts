/** What a person has typed for one station and not sent yet; pure, so that it can be tested alone. */

import type { Field, Finding, StationView, Values } from './api'

export type Typed = Readonly<Record<string, string>>
/** Per field what stands in the input; '-' stands for 'empty on the paper'. */

export const EMPTY = '-'

/** The fields this person is asked about, doubtful ones first, each kind in the order of the form. */
export function byNeed(fields: readonly Field[]): readonly Field[] {
  const rank = { again: 0, blind: 1, check: 2, photograph: 3, reason: 4, confirm: 5 } as const
  return [...fields].sort((a, b) => (a.ask ? rank[a.ask] : 9) - (b.ask ? rank[b.ask] : 9))
}

export const isBlind = (field: Field): boolean => field.ask === 'blind' || field.ask === 'again'
export const isToCheck = (field: Field): boolean => field.ask === 'check' || field.ask === 'confirm'

/** What the input shows before anything is typed: the reader's value, only where it made its promise. */
export function suggestion(field: Field): string {
  if (field.ask === 'confirm' && field.reading) return shown(field.reading.value) || EMPTY
  if (field.ask === null || field.ask === 'reason') return field.known ? (shown(field.value) || EMPTY) : ''
  return ''
}

export const shown = (value: number | null): string => (value === null ? '' : String(value))

export type Parsed = { readonly ok: true; readonly value: number | null } | { readonly ok: false }

/** Read one input: 0 to 999, or EMPTY for a field that the paper leaves empty. */
export function parse(text: string): Parsed {
  const bare = text.trim()
  if (bare === EMPTY) return { ok: true, value: null }
  return /^\d{1,3}$/.test(bare) ? { ok: true, value: Number(bare) } : { ok: false }
}

export interface Gathered {
  readonly values: Values
  readonly wrong: readonly string[]
}

/** Values of *fields* from what is typed, and the names of those that cannot be sent as they stand. */
export function gather(fields: readonly Field[], typed: Typed): Gathered {
  const values: Record<string, number | null> = {}
  const wrong: string[] = []
  for (const field of fields) {
    const parsed = parse(typed[field.name] ?? suggestion(field))
    if (parsed.ok) values[field.name] = parsed.value
    else wrong.push(field.name)
  }
  return { values, wrong }
}

/** Fields already dealt with whose number the person changed: these go as a correction, with a reason. */
export function changed(view: StationView, typed: Typed): readonly Field[] {
  return view.fields.filter((field) => {
    const text = typed[field.name]
    if (text === undefined || field.hidden || isBlind(field) || isToCheck(field) || field.ask === 'photograph') return false
    const parsed = parse(text)
    return !parsed.ok || parsed.value !== field.value
  })
}

/** Warnings that want a reason from this person. */
export const wanting = (view: StationView): readonly Finding[] => view.findings.filter((finding) => finding.reason_asked)
