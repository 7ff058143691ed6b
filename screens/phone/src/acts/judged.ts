/** What the rules find in a contest as things stand, and what the officer still owes an answer to. */

import { judge, type Finding } from '@sirekap/kit/rules/judge'
import { contestWork, packet, sheets, station, type Sheet } from '../desk'
import { valuesNow } from './progress'

export interface Told extends Finding {
  /** What the officer answered: that the paper says so, or a reason. */
  readonly answer: string | null
}

export function findings(sheet: Sheet): readonly Told[] {
  const known = station.value
  const limits = packet.value?.election
  if (!known || !limits) return []
  const others = new Map(
    sheets.value.filter((each) => each !== sheet).map((each) => [each.contest.id, valuesNow(each)] as const),
  )
  const work = contestWork(sheet.contest.id)
  const severities = new Map(packet.value?.rules.map((each) => [each.code, each.severity]))
  return judge({ form: sheet.form, known, limits, values: valuesNow(sheet), others }, severities).map((each) => ({
    ...each,
    answer: each.severity === 'W' ? (work.reasons[each.code] ?? null) : work.asserted.includes(mark(each)) ? each.code : null,
  }))
}

/** Names a finding with its numbers, so that an answer to other numbers is no answer to these. */
export const mark = (finding: Finding): string => `${finding.code} ${finding.says.id}`

/** Findings that touch a page, by the fields it has. */
export function onPage(all: readonly Told[], fields: readonly string[]): readonly Told[] {
  return all.filter((each) => each.fields.some((field) => fields.includes(field)))
}

/** Whether the finding can be judged on this page alone, or at the last page at which it can. */
export function isDueAt(sheet: Sheet, finding: Finding, page: number): boolean {
  const pages = sheet.form.pages.filter((each) => each.fields.some(({ name }) => finding.fields.includes(name)))
  return Math.max(...pages.map((each) => each.number)) === page
}
