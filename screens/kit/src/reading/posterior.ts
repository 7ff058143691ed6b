// One posterior over a field's value, from all of its own marks.
//
// In: box scores, bubble states, what tally, row sums and words say, the habits. Out: a `Posterior`. Invariants: X,
// dash and 0 are 0; only a field all blank is "not filled"; every kind of mark may be wrong with its own rate, so no
// score of 1 silences the others. It is `sirekap.reading.posterior`, held against it by models/vectors/fusion.json.

import { CLASSES } from '../classes.ts'
import { errorOf } from './fitted.ts'
import type { CountedKind, Habits } from './fitted.ts'
import { NONE, SEVERAL } from './score-bubbles.ts'

/** State of a column in which nothing is written; 0 to 9 are its digits. */
export const BLANK = 10
const STATES = 11

export const CROSS = CLASSES.indexOf('x')
export const DASH = CLASSES.indexOf('-')
export const EMPTY = CLASSES.indexOf('_')
export const UNREADABLE = CLASSES.indexOf('?')

export interface Posterior {
  /** `values[v]` is the probability of the number v. */
  readonly values: Float64Array
  readonly blank: number
  /** The likeliest value; null where the field is likeliest not filled. */
  readonly best: number | null
}

export type Counted = ReadonlyMap<CountedKind, Float64Array>

export function shareOf(own: Posterior, value: number | null): number {
  return value === null ? own.blank : (own.values[value] ?? 0)
}

export function posterior(
  boxes: readonly Float64Array[], bubbles: readonly Float64Array[] | null, counted: Counted, habits: Habits,
): Posterior {
  const weights = columnWeights(boxes, bubbles, habits)
  const found = spelled(weights.map(evened))
  let { values, blank } = found
  for (const [kind, scores] of [...counted].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const error = errorOf(habits, kind)
    const chance = error / values.length
    values = values.map((each, value) => each * ((1 - error) * (scores[value] ?? 0) + chance))
    // No strokes and no sums are what a field has that was never filled.
    blank *= (1 - error) * scores[0]! + chance
  }
  const whole = sum(values) + blank
  values = values.map((each) => each / whole)
  blank /= whole
  const best = highest(values)
  return { values, blank, best: blank > values[best]! ? null : best }
}

/** A column, how well each written state explains box and bubbles. */
function columnWeights(
  boxes: readonly Float64Array[], bubbles: readonly Float64Array[] | null, habits: Habits,
): readonly Float64Array[] {
  const written = writtenStates(boxes).map((each) => spread(each, habits.box_error))
  if (bubbles === null) return written
  return written.map((each, column) => {
    const marked = markedWeights(boxes[column]!, bubbles[column]!, habits)
    return each.map((weight, state) => weight * marked[state]!)
  })
}

/** A box, the probability of each digit and of blank; the unreadable is spread evenly. */
export function writtenStates(boxes: readonly Float64Array[]): readonly Float64Array[] {
  return boxes.map((box) => {
    const states = new Float64Array(STATES)
    for (let digit = 0; digit < 10; digit++) states[digit] = box[digit]!
    states[0]! += box[CROSS]! + box[DASH]!
    states[BLANK] = box[EMPTY]!
    return evened(states.map((each) => each + box[UNREADABLE]! / STATES))
  })
}

function markedWeights(box: Float64Array, bubbles: Float64Array, habits: Habits): Float64Array {
  const crossed = box[CROSS]! + box[DASH]!
  const share = crossed / Math.max(crossed + box[0]!, 1e-9)
  const weights = Float64Array.from({ length: STATES }, (_, state) => {
    let unmarked = habits.unmarked_digit
    if (state === 0) unmarked = share * habits.unmarked_cross + (1 - share) * habits.unmarked_zero
    if (state === BLANK) unmarked = 1 - habits.unmarked_cross
    const alone = bubbles[state === BLANK ? 0 : state]!
    return (1 - unmarked) * alone + unmarked * bubbles[NONE]! + bubbles[SEVERAL]! / STATES
  })
  return spread(weights, habits.mark_error)
}

/** The probability of each number that columns spell, and of their being all blank: `_77` is 77 and `2__` is 2. */
function spelled(shares: readonly Float64Array[]): { values: Float64Array, blank: number } {
  const columns = shares.length
  const values = new Float64Array(10 ** columns)
  for (let pattern = 1; pattern < 2 ** columns; pattern++) {
    let found: Float64Array = Float64Array.of(1)
    shares.forEach((each, column) => {
      found = (pattern >> column) & 1 ? longer(found, each) : found.map((weight) => weight * each[BLANK]!)
    })
    for (let value = 0; value < found.length; value++) values[value]! += found[value]!
  }
  return { values, blank: shares.reduce((product, each) => product * each[BLANK]!, 1) }
}

function longer(found: Float64Array, column: Float64Array): Float64Array {
  const out = new Float64Array(found.length * 10)
  for (let at = 0; at < found.length; at++) {
    for (let digit = 0; digit < 10; digit++) out[at * 10 + digit] = found[at]! * column[digit]!
  }
  return out
}

/** The number that digits and blanks spell; null where all are blank. */
export function valueOf(states: readonly number[]): number | null {
  const digits = states.filter((each) => each !== BLANK)
  return digits.length ? Number(digits.join('')) : null
}

/** The place of the highest number, the first of several. */
export function highest(values: ArrayLike<number>): number {
  let best = 0
  for (let at = 1; at < values.length; at++) if (values[at]! > values[best]!) best = at
  return best
}

function spread(weights: Float64Array, error: number): Float64Array {
  return weights.map((each) => (1 - error) * each + error / weights.length)
}

function evened(weights: Float64Array): Float64Array {
  const whole = sum(weights)
  return weights.map((each) => each / whole)
}

function sum(values: Float64Array): number {
  let whole = 0
  for (let at = 0; at < values.length; at++) whole += values[at]!
  return whole
}
