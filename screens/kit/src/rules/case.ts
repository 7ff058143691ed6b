// What the rules are judged on: a form's fields and sums, the values said so far, and what was known before the day.
//
// A field that is absent from the values is not known yet; one that is null stands empty on the paper. Neither is
// taken for a number: a rule that needs it says nothing.

import type { Say } from '../language'

export interface RuledForm {
  readonly pages: readonly { readonly number: number; readonly fields: readonly { readonly name: string }[] }[]
  readonly identities: readonly { readonly rule: string; readonly total: string; readonly parts: readonly string[] }[]
}

export interface Known {
  /** The list that was fixed for the station. */
  readonly registered: { readonly male: number; readonly female: number } | null
  readonly ballots_delivered: number | null
}

export interface Limits {
  readonly voter_cap: number
  readonly reserve_permille: number
}

export type Values = ReadonlyMap<string, number | null>

export interface Case {
  readonly form: RuledForm
  readonly known: Known
  readonly limits: Limits
  readonly values: Values
  /** What the station's forms of other contests say. */
  readonly others: ReadonlyMap<string, Values>
}

export interface Broken {
  readonly fields: readonly string[]
  readonly says: Say
}

export type Check = (of: Case) => readonly Broken[]

export const number = (of: Case, field: string): number | null => of.values.get(field) ?? null

/** Numbers of several fields; null where any has none. */
export function numbers(of: Case, fields: readonly string[]): readonly number[] | null {
  const found = fields.map((each) => number(of, each))
  return found.every((each): each is number => each !== null) ? found : null
}

/** Fields of the form, in its order, that any of the patterns names; `*` stands for anything. */
export function matching(of: Case, ...patterns: readonly string[]): readonly string[] {
  const shapes = patterns.map((each) => new RegExp(`^${each.replaceAll('.', '\\.').replaceAll('*', '.*')}$`))
  return of.form.pages
    .flatMap((page) => page.fields.map((each) => each.name))
    .filter((name) => shapes.some((shape) => shape.test(name)))
}

export const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0)
