// Whether the page that was seen a moment ago is still there, but smeared by a hand that moves.
//
// In: how clear a frame is, when it was taken, and when a page was last seen and how clear that was. Out: yes or no.
// Invariant: never without a page within the last second, never of a frame that is as sharp as the page was. Time is
// passed in. A table of one colour is told from a smeared page, which keeps some of its contrast; one with a coarse
// grain or a shadow across it is not, and is taken for a smeared page until the second is over.

import { contrast, paperLevel, sharpness } from './quality.ts'
import type { Grey } from './raster.ts'

export interface Clearness {
  readonly paper: number
  readonly contrast: number
  readonly sharpness: number
}

/** A page, when it was last seen. */
export interface Sighting {
  /** Milliseconds, of the clock that the frames come with. */
  readonly at: number
  readonly clear: Clearness
}

/** Milliseconds for which a page is remembered. */
const REMEMBERED = 1000
/** Share of the page's sharpness: smears that hide the marks leave 0.56 of it at most. */
const SOFTER = 0.65
/** Share of the page's contrast: the longest smears leave 0.28 of it, a table of one colour less than 0.1. */
const CONTRAST = 0.25
/** Share of the page's light: a smear leaves 0.9 of it, and where it goes something else has happened. */
const LIGHT = 0.75

/** `middle` is the part of the frame where the page is. */
export function clearnessOf(frame: Grey, middle: Grey): Clearness {
  return { paper: paperLevel(frame), contrast: contrast(middle), sharpness: sharpness(middle) }
}

/** What is remembered of a page that is seen: while it stays, how clear it was at its sharpest. A frame that is half
 * smeared already says too little of how sharp the page can be.
 */
export function sighted(clear: Clearness, at: number, last: Sighting | null): Sighting {
  const sharper = last !== null && remembered(at, last) && last.clear.sharpness > clear.sharpness
  return { at, clear: sharper ? last.clear : clear }
}

function remembered(at: number, last: Sighting): boolean {
  return at >= last.at && at - last.at <= REMEMBERED
}

export function smeared(clear: Clearness, at: number, last: Sighting): boolean {
  if (!remembered(at, last)) return false
  const { sharpness, contrast, paper } = last.clear
  return clear.sharpness < SOFTER * sharpness && clear.contrast >= CONTRAST * contrast && clear.paper >= LIGHT * paper
}
