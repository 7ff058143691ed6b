// Scores the bubbles of a field by their ink, and settles which of several dark ones was struck out.
//
// In: the ink of a field's bubbles as the page's graph measured it. Out: a column, how likely each of twelve states
// is: one digit marked alone, none, or several. Invariant: two dark bubbles in a column are never one digit, unless
// all but one are seen to be struck out. Numbers are those of `sirekap.reading.score_bubbles` and `score_struck`.

import { centre } from './form.ts'
import type { Rect } from './form.ts'
import { times } from './matrix.ts'
import type { Matrix } from './matrix.ts'
import type { Thresholds } from './fitted.ts'

/** States of a column beside the digits 0 to 9. */
export const NONE = 10
export const SEVERAL = 11
const DIGITS = 10
const SHARPNESS = 14
/** Ink below which the darkest bubble is no mark. */
const LEAST_CONTRAST = 0.12

export interface BubbleScores {
  /** 0 like an empty bubble to 1 like the darkest, ten a column. */
  readonly ink: readonly Float64Array[]
  /** Twelve a column, summing to 1. */
  readonly states: readonly Float64Array[]
}

export function scoreBubbles(ink: Float32Array, thresholds: Thresholds): BubbleScores {
  const sorted = Float64Array.from(ink).sort()
  const middle = sorted.length >> 1
  const empty = sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
  const span = Math.max(sorted[sorted.length - 1]! - empty, LEAST_CONTRAST)
  const columns = Array.from({ length: ink.length / DIGITS }, (_, column) => {
    return Float64Array.from({ length: DIGITS }, (__, digit) => (ink[column * DIGITS + digit]! - empty) / span)
  })
  return { ink: columns, states: columns.map((each) => columnStates(each, thresholds)) }
}

function columnStates(ink: Float64Array, { mark, no_mark }: Thresholds): Float64Array {
  const middle = (mark + no_mark) / 2
  const width = (mark - no_mark) / SHARPNESS
  const marked = ink.map((each) => logistic((each - middle) / width))
  const none = marked.reduce((product, each) => product * (1 - each), 1)
  const states = new Float64Array(12)
  marked.forEach((each, digit) => { states[digit] = (none * each) / (1 - each) })
  const alone = states.reduce((sum, each) => sum + each, 0)
  states[NONE] = none
  states[SEVERAL] = Math.min(Math.max(1 - none - alone, 0), 1)
  const whole = states.reduce((sum, each) => sum + each, 0)
  return states.map((each) => each / whole)
}

/** How far from a bubble's middle its corners are looked at, and how large a piece, in parts of its size. */
const CORNER = 0.64
const SPOT = 0.9
/** Ink at the second lightest corner: a cross leaves more than the first, paper less than the second. */
const STRUCK = 0.09
const CLEAN = 0.04
const STEEP = 9
/** Ink, against the darkest of the field, from which a bubble may be the one that is meant. */
const DARK = 0.35

/** Digits of a column any of which may be the one meant; none where the column does not look struck. */
export function darkOf(scores: BubbleScores, column: number): readonly number[] {
  const states = scores.states[column]!
  if (states.indexOf(Math.max(...states)) !== SEVERAL) return []
  return [...scores.ink[column]!].flatMap((ink, digit) => (ink > DARK ? [digit] : []))
}

/** The four corners of a bubble, to be looked at like bubbles. */
export function cornerSquares(bubble: Rect, place: Matrix): readonly Matrix[] {
  const [x, y] = centre(bubble)
  const width = bubble.width * SPOT
  const height = bubble.height * SPOT
  return ([[-CORNER, -CORNER], [CORNER, -CORNER], [CORNER, CORNER], [-CORNER, CORNER]] as const).map(([right, down]) => {
    const left = x + right * bubble.width - width / 2
    return times(place, [width, 0, left, 0, height, y + down * bubble.height - height / 2, 0, 0, 1])
  })
}

/** Weighs one column's states anew, given the four corners' ink of each digit that is dark. */
export function settleStruck(states: Float64Array, dark: ReadonlyMap<number, Float32Array>): Float64Array {
  const struck = [...dark].map(([digit, corners]) => [digit, struckShare(corners)] as const)
  const settled = Float64Array.from(states)
  settled[SEVERAL] = 0
  for (const [digit, share] of struck) {
    const others = struck.reduce((product, [other, each]) => (other === digit ? product : product * each), 1)
    settled[digit]! += states[SEVERAL]! * (1 - share) * others
  }
  settled[SEVERAL] = Math.max(1 - settled.reduce((sum, each) => sum + each, 0), 0)
  return settled
}

function struckShare(corners: Float32Array): number {
  const least = Float64Array.from(corners).sort()[1]!
  return logistic((least - (STRUCK + CLEAN) / 2) * (STEEP / (STRUCK - CLEAN)))
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-Math.min(Math.max(value, -12), 12)))
}
