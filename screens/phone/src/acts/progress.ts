/** How far each page and each contest has come, and so what the officer does next. */

import { contestWork, pageWork, pages, sheets, type Sheet } from '../desk'
import type { PageWork } from '../keep/model'
import { fieldsOf, pageFields, pagesOf } from '../keep/packet'
import { saidOf } from './said'
import { askOf, valueOf } from './values'

export type PageState =
  | { readonly is: 'not taken' }
  | { readonly is: 'to check'; readonly count: number }
  | { readonly is: 'checked' }
  | { readonly is: 'signed' }

export function pageState(sheet: Sheet, page: number): PageState {
  const work = pageWork(sheet.contest.id, page)
  if (!work) return { is: 'not taken' }
  if (!work.checked) return { is: 'to check', count: asked(sheet, work) }
  return isSigned(sheet, work) ? { is: 'signed' } : { is: 'checked' }
}

/** How many numbers of a page still want the officer. */
export function asked(sheet: Sheet, work: PageWork): number {
  return pageFields(sheet.contest, work.page).filter((field) => askOf(work, field.name) !== 'none').length
}

/** Whether what is signed says of the page exactly what the page's work says now, on the same photo. */
function isSigned(sheet: Sheet, work: PageWork): boolean {
  const said = saidOf(sheet.contest.id)
  if (!said) return false
  const same = pageFields(sheet.contest, work.page).every(({ name }) => said.values.get(name) === valueOf(work, name))
  return same && said.check.photos.includes(work.photo)
}

export type Next =
  | { readonly do: 'photograph' }
  | { readonly do: 'check'; readonly contest: string; readonly page: number }
  | { readonly do: 'sign'; readonly contest: string }
  | { readonly do: 'show' }

/** The one thing to do next: photograph everything first, for the box is sealed; then check; then sign. */
export function next(): Next {
  const all = sheets.value.flatMap((sheet) => pagesOf(sheet.contest).map((page) => ({ sheet, page, state: pageState(sheet, page) })))
  if (all.some((each) => each.state.is === 'not taken')) return { do: 'photograph' }
  const open = all.find((each) => each.state.is === 'to check')
  if (open) return { do: 'check', contest: open.sheet.contest.id, page: open.page }
  const unsigned = all.find((each) => each.state.is === 'checked')
  return unsigned ? { do: 'sign', contest: unsigned.sheet.contest.id } : { do: 'show' }
}

export function taken(): { readonly taken: number; readonly all: number } {
  const all = sheets.value.reduce((sum, sheet) => sum + pagesOf(sheet.contest).length, 0)
  const ours = pages.value.filter((work) => sheets.value.some((sheet) => sheet.contest.id === work.contest))
  return { taken: ours.length, all }
}

/** The page to look at after this one: the next of the contest that is not yet checked; null where all are. */
export function nextPage(sheet: Sheet, after: number): number | null {
  const open = pagesOf(sheet.contest).filter((page) => pageWork(sheet.contest.id, page)?.checked === false)
  return open.find((page) => page > after) ?? open[0] ?? null
}

/** What all checked and unchecked pages of a contest say together, by field, in the order of the form. */
export function valuesNow(sheet: Sheet): ReadonlyMap<string, number | null> {
  const values = new Map<string, number | null>()
  for (const page of pagesOf(sheet.contest)) {
    const work = pageWork(sheet.contest.id, page)
    if (!work) continue
    for (const { name } of pageFields(sheet.contest, page)) {
      const value = valueOf(work, name)
      if (value !== undefined) values.set(name, value)
    }
  }
  return values
}

export const isWhole = (sheet: Sheet): boolean => fieldsOf(sheet.contest).length === valuesNow(sheet).size

export const reasonsOf = (sheet: Sheet) => contestWork(sheet.contest.id)
