// Joins what all marks of a page say into one value a field, with a probability, and decides on acceptance.
//
// In: scored marks, agreements, the form's sums, the fitted numbers. Out: a value a field, and why it was not
// accepted. Invariants: marks that contradict each other are never accepted, whatever their scores; a field with a
// covered box is never accepted; a field all empty is null; sums move probabilities and never a value. It is
// `sirekap.reading.fuse`, held against it by models/vectors/fusion.json.

import { CLASSES } from '../classes.ts'
import type { Doubt, MarkKind } from './doubt.ts'
import type { Fitted, Thresholds } from './fitted.ts'
import type { Identity } from './form.ts'
import { BLANK, CROSS, DASH, EMPTY, UNREADABLE, highest, posterior, shareOf, valueOf, writtenStates } from './posterior.ts'
import type { Counted, Posterior } from './posterior.ts'
import { NONE, SEVERAL } from './score-bubbles.ts'
import { slipRate, weighSums } from './sums.ts'
import type { Evidence, Summed } from './sums.ts'

/** A tally, row sums or words say a value only if they are so sure of it. */
const SAYS = 0.99
/** A box of which the photo shows less is covered. */
const LEAST_SEEN = 0.05

/** What one field's marks look like. */
export interface Marks {
  /** Fourteen a box, summing to 1. */
  readonly boxes: readonly Float64Array[]
  /** Twelve a column, summing to 1; null where the form has no bubbles. */
  readonly bubbles: readonly Float64Array[] | null
  readonly counted: Counted
  /** How much of each box the photo shows, 0 to 1; null where nobody looked. */
  readonly seen: readonly number[] | null
}

export interface Fused {
  readonly value: number | null
  readonly probability: number
  readonly accepted: boolean
  readonly boxes: string
  readonly evidence: ReadonlyMap<MarkKind | 'sums', Evidence>
  readonly why: readonly Doubt[]
}

/** A field by its own marks alone, before the sums are heard. */
interface Joined {
  readonly marks: Marks
  readonly agreement: number
  readonly own: Posterior
  readonly evidence: ReadonlyMap<MarkKind, Evidence>
}

/** Joins the marks of a page's fields and the sums among them; `identities` are those of the whole form. */
export function fusePage(
  marks: ReadonlyMap<string, Marks>, agreements: ReadonlyMap<string, number>,
  identities: readonly Identity[], fitted: Fitted,
): ReadonlyMap<string, Fused> {
  const joined = new Map([...marks].map(([name, each]) => [name, join(each, agreements.get(name) ?? 0, fitted)]))
  const own = new Map([...joined].map(([name, each]) => [name, each.own]))
  const summed = weighSums(own, identities, slipRate(identities))
  return new Map([...joined].map(([name, each]) => [name, decide(each, summed.get(name)!, fitted.thresholds)]))
}

function join(marks: Marks, agreement: number, fitted: Fitted): Joined {
  const written = writtenStates(marks.boxes)
  const evidence = new Map<MarkKind, Evidence>([['boxes', {
    value: valueOf(written.map(highest)),
    probability: written.reduce((product, each) => product * Math.max(...each), 1),
  }]])
  if (marks.bubbles !== null) evidence.set('bubbles', bubbleEvidence(marks.bubbles))
  for (const [kind, scores] of marks.counted) {
    const value = highest(scores)
    evidence.set(kind, { value, probability: scores[value]! })
  }
  return { marks, agreement, evidence, own: posterior(marks.boxes, marks.bubbles, marks.counted, fitted.habits) }
}

/** What the bubbles say on their own: a column without a mark counts as 0 if another has one. */
function bubbleEvidence(bubbles: readonly Float64Array[]): Evidence {
  const best = bubbles.map(highest)
  const probability = bubbles.reduce((product, each) => product * Math.max(...each), 1)
  const silent = best.includes(SEVERAL) || best.every((each) => each === NONE)
  return { value: silent ? null : valueOf(best.map((each) => (each === NONE ? 0 : each))), probability }
}

function decide(joined: Joined, summed: Summed, thresholds: Thresholds): Fused {
  const why = doubtsOf(joined, summed, thresholds)
  const evidence = new Map<MarkKind | 'sums', Evidence>(joined.evidence)
  if (summed.said !== null) evidence.set('sums', summed.said)
  return {
    value: joined.own.best,
    probability: summed.probability,
    accepted: why.length === 0,
    boxes: joined.marks.boxes.map((each) => CLASSES[highest(each)]).join(''),
    evidence,
    why,
  }
}

/** What speaks against a field; probability is judged only where nothing else does. */
function doubtsOf(joined: Joined, summed: Summed, thresholds: Thresholds): readonly Doubt[] {
  const marks = [...joined.evidence].map(([kind, { value }]) => ({ kind, value }))
  const codes = contradictions(joined, thresholds)
  if (codes.length) return codes.map((code) => (code === 'marks_differ' ? { code, marks } : { code }))
  const least = confirmed(joined) ? thresholds.joint : thresholds.boxes
  if (summed.probability >= least) return []
  const { best } = joined.own
  const told = summed.said !== null && summed.said.value !== best && shareOf(joined.own, best) >= least
  return [told ? { code: 'sums_differ', sum: summed.said?.value ?? null } : { code: 'unsure' }]
}

type Contradiction = Exclude<Doubt['code'], 'sums_differ' | 'unsure'>

function contradictions(joined: Joined, thresholds: Thresholds): readonly Contradiction[] {
  const { boxes, bubbles, seen } = joined.marks
  const found: Contradiction[] = []
  const best = boxes.map(highest)
  if (best.every((each) => each === EMPTY)) found.push('not_filled')
  else if (best.includes(UNREADABLE)) found.push('unreadable_box')
  else if (blankAfterDigit(best)) found.push('blank_after_digit')
  else if (differ(joined, best)) found.push('marks_differ')
  if (bubbles?.some((each) => highest(each) === SEVERAL)) found.push('two_bubbles')
  if (joined.agreement < thresholds.field_agreement) found.push('out_of_place')
  if (seen?.some((each) => each < LEAST_SEEN)) found.push('covered')
  return found
}

function blankAfterDigit(best: readonly number[]): boolean {
  const first = best.findIndex((each) => ![EMPTY, 0, CROSS, DASH].includes(each))
  return first >= 0 && best.slice(first).includes(EMPTY)
}

/** The digit that a box's class counts as. */
function digitOf(sign: number): number {
  return sign < BLANK ? sign : [EMPTY, CROSS, DASH].includes(sign) ? 0 : sign
}

/** Whether any mark says another value than the field's. */
function differ(joined: Joined, signs: readonly number[]): boolean {
  const value = joined.own.best
  if (joined.evidence.get('boxes')?.value !== value || saidBy(joined).some((each) => each !== value)) return true
  return joined.marks.bubbles?.some((each, column) => {
    const mark = highest(each)
    return mark < NONE && mark !== digitOf(signs[column]!)
  }) ?? false
}

/** The values that tally, row sums and words are sure enough of to say. */
function saidBy(joined: Joined): readonly number[] {
  return [...joined.marks.counted.values()].flatMap((scores) => {
    const value = highest(scores)
    return scores[value]! >= SAYS ? [value] : []
  })
}

/** Whether another mark than the boxes says the whole value; an empty column says nothing but 0. */
function confirmed(joined: Joined): boolean {
  if (joined.own.best !== null && saidBy(joined).includes(joined.own.best)) return true
  return joined.marks.bubbles?.every((each, column) => {
    const mark = highest(each)
    const digit = digitOf(highest(joined.marks.boxes[column]!))
    return mark === digit || (mark === NONE && digit === 0)
  }) ?? false
}
