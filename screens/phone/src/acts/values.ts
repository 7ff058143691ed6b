/**
 * What a page says so far: the reader's number where it promised it, the officer's wherever they said one.
 *
 * In: the work on a page. Out: values, and which fields still want the officer or a second person. Invariant: a number
 * that the reader is unsure of is nobody's word until the officer said it; nothing is changed to make a sum right.
 */

import type { PageWork, SeenOnPage } from '../keep/model'

export type Ask = 'type' | 'look' | 'none'

/** The reading of one field, or null where there is none. */
export const seenOf = (work: PageWork, field: string): SeenOnPage | null => work.reading?.[field] ?? null

/** What the field's number is as things stand; undefined where nobody has said it. */
export function valueOf(work: PageWork, field: string): number | null | undefined {
  if (field in work.said) return work.said[field] ?? null
  const seen = seenOf(work, field)
  return seen?.accepted ? seen.value : undefined
}

/** What the officer is asked of a field before the page can be signed. */
export function askOf(work: PageWork, field: string): Ask {
  if (field in work.said) return 'none'
  const seen = seenOf(work, field)
  if (!seen) return 'type'
  return seen.accepted ? 'none' : 'look'
}

/** Whether the gate will want a second person's entry: the reader was unsure, or the officer says another number. */
export function wantsSecond(work: PageWork, field: string): boolean {
  const seen = seenOf(work, field)
  if (!seen?.accepted) return true
  return field in work.said && work.said[field] !== seen.value
}

/** Fields in the order of need: to type, to look at, then the sure ones; each group as on the paper. */
export function byNeed<F extends { readonly name: string }>(work: PageWork, fields: readonly F[]): readonly F[] {
  const order = { type: 0, look: 0, none: 1 } as const
  return [...fields].sort((one, other) => order[askOf(work, one.name)] - order[askOf(work, other.name)])
}

export function say(work: PageWork, field: string, value: number | null): PageWork {
  return { ...work, said: { ...work.said, [field]: value }, checked: false }
}
