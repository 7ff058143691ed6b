/** Who is voted for: tickets, parties, or candidates who stand alone, each with the field that counts its votes. */

import type { Contest, FormDocument, Party, Totals } from './documents'

export interface Choice {
  readonly field: string
  readonly number: number
  readonly names: readonly string[]
  readonly colour: string
}

const PLAIN = '#6d6875'
const SHORT: Readonly<Record<string, string>> = {
  PPWP: 'Presiden',
  DPR: 'DPR',
  DPD: 'DPD',
  'DPRD-PROV': 'DPRD Provinsi',
  'DPRD-KAB/KOTA': 'DPRD Kab/Kota',
  'KWK-GUBERNUR': 'Gubernur',
  'KWK-BUPATI': 'Bupati',
  'KWK-WALIKOTA': 'Wali Kota',
}

/** What a contest is called where there is little room, as on the paper: the same in every language. */
export const shortName = (contest: Contest): string => SHORT[contest.kind] ?? contest.name

/** The choices on a form, in ballot order; without one, those of all forms, and local parties that have any votes. */
export function choicesOf(contest: Contest, form: FormDocument | null, totals: Totals = {}): readonly Choice[] {
  if (contest.tickets.length > 0) return contest.tickets.map(({ number, names, colour }) => ({ field: `votes.${number}`, number, names, colour }))
  if (contest.parties.length > 0) {
    const isHere = ({ number, local }: Party) => (form ? form.parties.includes(number) : !local || `votes.${number}` in totals)
    const parties = contest.parties.filter(isHere)
    return parties.map(({ number, name, colour }) => ({ field: `votes.${number}`, number, names: [name], colour }))
  }
  return (form?.candidates ?? []).map(({ number, name }) => ({ field: `votes.${number}`, number, names: [name], colour: PLAIN }))
}

/** A party's candidates on a form, each with the field that counts its votes. */
export const candidatesOf = (form: FormDocument, party: number): readonly Choice[] =>
  form.candidates
    .filter((each) => each.party === party)
    .map(({ number, name }) => ({ field: `votes.${party}.${number}`, number, names: [name], colour: PLAIN }))

/** The votes of each choice; null while no station counts. */
export function votesOf(choices: readonly Choice[], totals: Totals): readonly number[] | null {
  return choices.some((each) => each.field in totals) ? choices.map((each) => totals[each.field] ?? 0) : null
}
