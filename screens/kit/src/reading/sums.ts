// What the form's printed sums say of each value, at the rate at which officials' own sums are wrong.
//
// In: a posterior a field from its own marks, and the identities among the fields. Out: a `Summed` a field. Invariant:
// sums are evidence, never a repair: they move probabilities, and the value stays what the marks say. It is
// `sirekap.reading.sums`, held against it by models/vectors/fusion.json.

import type { Identity } from './form.ts'
import { shareOf } from './posterior.ts'
import type { Posterior } from './posterior.ts'

/** Share of presidential forms of 2024 whose own sums were wrong. */
const WRONG_FORMS = 0.037
/** Values of a field that its own marks put forward, and the least probability of one. */
const LIKELIEST = 3
const LEAST = 1e-7
/** Fields away from their likeliest value at once. */
const DEPARTURES = 2
/** Share of miswritten numbers that differ from the right one in one digit. */
const SLIP = 0.5
/** Share of wrong forms on which more than one number is miswritten. */
const SEVERAL_SLIPS = 0.1
const LEAST_DIGITS = 3

export interface Evidence {
  readonly value: number | null
  readonly probability: number
}

export interface Summed {
  /** That of the marks' own value once the sums have spoken. */
  readonly probability: number
  /** What the sums say by themselves; null where they say nothing. */
  readonly said: Evidence | null
}

type Own = ReadonlyMap<string, Posterior>
type Values = ReadonlyMap<string, number | null>

/** How often a number tied to others by a form's sums is miswritten, if that happens singly. */
export function slipRate(identities: readonly Identity[]): number {
  const tied = new Set(identities.flatMap(fieldsOf))
  return 1 - (1 - WRONG_FORMS) ** (1 / Math.max(tied.size, 1))
}

/** Weighs the identities all of whose fields are in `own`; each field is miswritten at `rate`. */
export function weighSums(own: Own, identities: readonly Identity[], rate: number): ReadonlyMap<string, Summed> {
  const whole = identities.filter((each) => fieldsOf(each).every((name) => own.has(name)))
  const found = new Map<string, Summed>()
  for (const [name, each] of own) found.set(name, { probability: shareOf(each, each.best), said: null })
  for (const group of components(whole)) {
    const names = [...new Set(group.flatMap(fieldsOf))].sort()
    const said = new Map(names.map((name) => [name, saidOf(name, group, own, rate)]))
    const shares = marginals(names, group, own, said, rate)
    for (const name of names) found.set(name, { probability: shares.get(name)!, said: said.get(name) ?? null })
  }
  return found
}

/** Groups identities that share fields. */
function components(identities: readonly Identity[]): readonly (readonly Identity[])[] {
  let groups: { names: Set<string>, members: Identity[] }[] = []
  for (const each of identities) {
    const own = new Set(fieldsOf(each))
    const touching = groups.filter(({ names }) => [...own].some((name) => names.has(name)))
    const names = new Set([...own, ...touching.flatMap((group) => [...group.names])])
    const members = [...touching.reverse().flatMap((group) => group.members), each]
    groups = [...groups.filter((group) => !touching.includes(group)), { names, members }]
  }
  return groups.map(({ members }) => members)
}

/** The value that the other fields of a sum ask for, by the sum that is surest of it. */
function saidOf(name: string, identities: readonly Identity[], own: Own, rate: number): Evidence | null {
  const tied = new Set(identities.flatMap(fieldsOf))
  const best: Values = new Map([...tied].map((each) => [each, own.get(each)!.best]))
  let surest: Evidence | null = null
  for (const identity of identities.filter((each) => fieldsOf(each).includes(name))) {
    const value = askedOf(name, identity, best)
    if (value === null) continue
    const sure = fieldsOf(identity).filter((each) => each !== name)
      .reduce((product, each) => product * shareOf(own.get(each)!, best.get(each)!), 1)
    const probability = sure * (1 - rate) ** tied.size
    if (surest === null || probability > surest.probability) surest = { value, probability }
  }
  return surest
}

/** What `name` must be for the sum to hold; null where another field is blank or it would be negative. */
function askedOf(name: string, identity: Identity, values: Values): number | null {
  const others = fieldsOf(identity).filter((each) => each !== name)
  if (others.some((each) => (values.get(each) ?? null) === null)) return null
  const parts = identity.parts.filter((each) => each !== name).reduce((sum, each) => sum + values.get(each)!, 0)
  const value = name === identity.total ? parts : values.get(identity.total)! - parts
  return value >= 0 ? value : null
}

/** The joint probability of each field's own best value. */
function marginals(
  names: readonly string[], identities: readonly Identity[], own: Own,
  said: ReadonlyMap<string, Evidence | null>, rate: number,
): ReadonlyMap<string, number> {
  const best = new Map(names.map((name) => [name, own.get(name)!.best]))
  const others = new Map(names.map((name) => [name, othersOf(own.get(name)!, said.get(name) ?? null)]))
  const kept = new Map(names.map((name) => [name, 0]))
  let whole = 0
  for (const changes of departures(names, others)) {
    const values = new Map([...best, ...changes])
    let weight = consistent(values, identities, rate)
    for (const name of names) weight *= shareOf(own.get(name)!, values.get(name) ?? null)
    whole += weight
    for (const name of names) if (!changes.has(name)) kept.set(name, kept.get(name)! + weight)
  }
  return new Map(names.map((name) => [name, whole ? kept.get(name)! / whole : 0]))
}

/** Values besides the best that are put forward: by the field's own marks, and by its sums. */
function othersOf(own: Posterior, said: Evidence | null): readonly number[] {
  const found = new Set(likeliest(own.values).filter((value) => own.values[value]! > LEAST))
  if (said?.value != null && shareOf(own, said.value) > 0) found.add(said.value)
  return [...found].filter((value) => value !== own.best).sort((one, other) => one - other)
}

function likeliest(values: Float64Array): readonly number[] {
  const top: number[] = []
  for (let value = 0; value < values.length; value++) {
    if (top.length === LIKELIEST && values[value]! <= values[top[LIKELIEST - 1]!]!) continue
    top.push(value)
    top.sort((one, other) => values[other]! - values[one]!)
    top.length = Math.min(top.length, LIKELIEST)
  }
  return top
}

/** Every way for at most DEPARTURES fields to hold another value than their best. */
function* departures(
  names: readonly string[], others: ReadonlyMap<string, readonly number[]>,
): Generator<ReadonlyMap<string, number>> {
  const movable = names.filter((name) => others.get(name)!.length)
  function* from(start: number, left: number, chosen: ReadonlyMap<string, number>): Generator<ReadonlyMap<string, number>> {
    yield chosen
    if (left === 0) return
    for (let at = start; at < movable.length; at++) {
      const name = movable[at]!
      for (const value of others.get(name)!) yield* from(at + 1, left - 1, new Map([...chosen, [name, value]]))
    }
  }
  yield* from(0, DEPARTURES, new Map())
}

/** How likely officials are to write `values`, up to a factor that is the same for all. */
function consistent(values: Values, identities: readonly Identity[], rate: number): number {
  const known = identities.filter((each) => fieldsOf(each).every((name) => values.get(name) !== null))
  const broken = known.filter((each) => {
    return each.parts.reduce((sum, part) => sum + (values.get(part) ?? 0), 0) !== values.get(each.total)
  })
  const first = broken[0]
  if (first === undefined) return 1
  const several = (rate * SEVERAL_SLIPS) / 10 ** (2 * LEAST_DIGITS)
  return fieldsOf(first).reduce((sum, name) => sum + slip(name, known, broken, values, rate), several)
}

/** The probability that a slip in `name` alone broke exactly the broken ones of the known sums. */
function slip(
  name: string, known: readonly Identity[], broken: readonly Identity[], values: Values, rate: number,
): number {
  const own = known.filter((each) => fieldsOf(each).includes(name))
  if (own.length !== broken.length || own.some((each, at) => each !== broken[at])) return 0
  const asked = new Set(broken.map((each) => askedOf(name, each, values)))
  const right = [...asked][0] ?? null
  const written = values.get(name) ?? null
  if (asked.size !== 1 || right === null || written === null) return 0
  const digits = Math.max(String(right).length, String(written).length, LEAST_DIGITS)
  const [one, other] = [String(right).padStart(digits, '0'), String(written).padStart(digits, '0')]
  const differing = [...one].filter((digit, at) => digit !== other[at]).length
  return rate * ((1 - SLIP) / 10 ** digits + (differing === 1 ? SLIP / (9 * digits) : 0))
}

function fieldsOf(identity: Identity): readonly string[] {
  return [identity.total, ...identity.parts]
}
