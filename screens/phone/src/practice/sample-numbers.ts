/**
 * Numbers for a sample form, such as an ordinary station has: every sum on them holds.
 *
 * In: a form's identities and fields, the station's voters. Out: a number for each field. Invariant: the same station
 * gets the same numbers, and they are nobody's: a third of the votes each, or as near as whole numbers come.
 */

import type { Form, Packet } from '../keep/packet'

type Numbers = Map<string, number>

const TURNOUT = 0.8
const INVALID = 5
const FALLBACK = { male: 120, female: 125 }
/** Of people with a disability, and of those who vote elsewhere than where they are listed. */
const FEW: Readonly<Record<string, number>> = {
  'disabled.all.male': 2,
  'disabled.all.female': 1,
  'disabled.voted.male': 1,
  'disabled.voted.female': 1,
  'registered.transferred.male': 1,
  'registered.transferred.female': 2,
  'registered.unregistered.male': 2,
  'registered.unregistered.female': 1,
  'turnout.transferred.male': 1,
  'turnout.transferred.female': 2,
  'turnout.unregistered.male': 2,
  'turnout.unregistered.female': 1,
}

export function sampleNumbers(form: Form, station: Packet['station']): ReadonlyMap<string, number> {
  const listed = station.registered ?? FALLBACK
  const fields = form.pages.flatMap((page) => page.fields.map((each) => each.name))
  const made: Numbers = new Map(Object.entries(FEW).filter(([name]) => fields.includes(name)))
  for (const sex of ['male', 'female'] as const) {
    made.set(`registered.listed.${sex}`, listed[sex]).set(`turnout.listed.${sex}`, Math.floor(listed[sex] * TURNOUT))
  }
  addUp(form, made)
  const used = made.get('turnout.total.total') ?? 0
  const received = Math.max(station.ballots_delivered ?? 0, used)
  made.set('ballots.received', received).set('ballots.used', used).set('ballots.spoiled', 0).set('ballots.unused', received - used)
  const invalid = Math.min(INVALID, used)
  made.set('invalid', invalid)
  spread(used - invalid, fields.filter((name) => isLeaf(form, name)), made)
  addUp(form, made)
  return made
}

/** Writes every total of which all parts are known. */
function addUp(form: Form, made: Numbers): void {
  for (let more = true; more; ) {
    more = false
    for (const { total, parts } of form.identities) {
      const known = parts.map((each) => made.get(each))
      if (made.has(total) || known.includes(undefined)) continue
      made.set(total, known.reduce<number>((sum, each) => sum + (each ?? 0), 0))
      more = true
    }
  }
}

const isLeaf = (form: Form, name: string): boolean => name.startsWith('votes.') && !form.identities.some((each) => each.total === name)

/** Shares votes out, a little more to whoever stands first where they do not divide. */
function spread(votes: number, among: readonly string[], made: Numbers): void {
  const share = Math.floor(votes / Math.max(1, among.length))
  among.forEach((name, at) => made.set(name, share + (at < votes - share * among.length ? 1 : 0)))
}
