// What a person should do with the camera so that the photo can be read: from a live frame to one instruction.
//
// In: grey frames, one after the other, and the station's forms. Out: an `Advice` a frame. Invariant: the most urgent
// instruction alone; "good" only where the same page has been seen whole, near, sharp and still in two frames.
// A page that was seen a moment ago and is now smeared is to be held still, not looked for. Nothing is read here.

import { centre, cornersOf, tagsOf } from './form.ts'
import type { Page, Point } from './form.ts'
import { glance } from './find-tags.ts'
import type { Tag } from './find-tags.ts'
import { likeliest } from './identify.ts'
import type { FormPage, FormSet } from './identify.ts'
import { cornerOf } from './lay-flat.ts'
import { homography, mapped, pixelsPerMm } from './matrix.ts'
import type { Matrix } from './matrix.ts'
import { paperLevel } from './quality.ts'
import { cut } from './raster.ts'
import type { Grey } from './raster.ts'
import { clearnessOf, sighted, smeared } from './smeared.ts'
import type { Clearness, Sighting } from './smeared.ts'

export type AdviceCode =
  | 'no_page' | 'more_light' | 'corner_missing' | 'closer' | 'straighten' | 'hold_still' | 'good'

export interface Advice {
  readonly code: AdviceCode
  /** Corners of the page that are not seen: 0 top left, 1 top right, 2 bottom right, 3 bottom left. */
  readonly corners: readonly number[]
  /** Where the page lies, in fractions of the frame; null where too little of it is seen. */
  readonly quad: readonly [Point, Point, Point, Point] | null
  readonly form: string | null
  readonly page: number | null
}

/** What is remembered from one frame to the next. */
export interface Glimpse {
  readonly quad: readonly Point[] | null
  readonly still: number
  /** The page that was seen last; null where there was none. */
  readonly page: Sighting | null
}

export const FIRST_GLIMPSE: Glimpse = { quad: null, still: 0, page: null }

/** Part of a frame's width and height, in the middle, in which sharpness is measured: the page is there. */
const MIDDLE = 0.5
/** Grey level of paper below which a lamp is needed. */
const DIM = 75
/** Sharpness below which the picture moves or is out of focus: printed pages show 0.3 when still. */
const SOFT = 0.17
/** Sharpness below which a mark that is in view but not seen is taken for smeared rather than covered. */
const CLEAR = 0.25
/** Share of the frame that the page must reach across, one way or the other. */
const REACH = 0.62
/** How much larger a millimetre may be in one corner than in another. */
const ASLANT = 1.75
/** Share of the frame's longer side that a corner may move between two frames. */
const STEADY = 0.012
const STILL_FRAMES = 2

export interface Guided {
  readonly advice: Advice
  readonly glimpse: Glimpse
}

/** Looks at one frame, taken at a time in milliseconds; give it what the last one left. */
export function guide(frame: Grey, forms: FormSet, last: Glimpse, at: number): Guided {
  const seen = glance(frame, forms.codes)
  const found = likeliest(forms, seen)[0]
  if (found === undefined) {
    return { advice: nothing(without(frame, last.page, at)), glimpse: { ...FIRST_GLIMPSE, page: last.page } }
  }
  const clear = clearnessOf(frame, middleOf(frame))
  const matrix = matrixOf(found.page, seen)
  const quad = matrix === null ? null : quadOf(frame, found.page, matrix)
  const still = quad !== null && last.quad !== null && steady(quad, last.quad) ? last.still + 1 : 0
  const told = { quad, form: found.form.hash, page: found.page.number }
  const missing = missingCorners(found, seen)
  const code = missing.length ? hidden(clear, quad) : judged(clear, found.page, matrix, quad, still)
  const advice = { code, corners: code === 'corner_missing' ? missing : [], ...told }
  return { advice, glimpse: { quad, still, page: sighted(clear, at, last.page) } }
}

function nothing(code: AdviceCode): Advice {
  return { code, corners: [], quad: null, form: null, page: null }
}

/** Why no page is seen: it is too dark, the page that was there is smeared, or there is none. */
function without(frame: Grey, page: Sighting | null, at: number): AdviceCode {
  if (paperLevel(frame) < DIM) return 'more_light'
  return page !== null && smeared(clearnessOf(frame, middleOf(frame)), at, page) ? 'hold_still' : 'no_page'
}

/** Why marks are not seen: the page is cut off or covered, too far away, or smeared. */
function hidden(clear: Clearness, quad: readonly Point[] | null): AdviceCode {
  if (quad === null || !quad.every(([x, y]) => x >= 0 && y >= 0 && x <= 1 && y <= 1)) return 'corner_missing'
  if (reachOf(quad) < REACH) return 'closer'
  return clear.sharpness < CLEAR ? 'hold_still' : 'corner_missing'
}

function judged(
  clear: Clearness, page: Page, matrix: Matrix | null, quad: readonly Point[] | null, still: number,
): AdviceCode {
  if (matrix === null || quad === null) return 'no_page'
  if (clear.paper < DIM) return 'more_light'
  if (reachOf(quad) < REACH) return 'closer'
  if (slantOf(page, matrix) > ASLANT) return 'straighten'
  if (still < STILL_FRAMES - 1 || clear.sharpness < SOFT) return 'hold_still'
  return 'good'
}

function middleOf(frame: Grey): Grey {
  const width = Math.round(frame.width * MIDDLE)
  const height = Math.round(frame.height * MIDDLE)
  return cut(frame, (frame.width - width) >> 1, (frame.height - height) >> 1, width, height)
}

function missingCorners({ page, tags }: FormPage, seen: readonly Tag[]): readonly number[] {
  const ids = new Set(seen.map((each) => each.id))
  return tagsOf(page).filter((each) => tags.has(each.id) && !ids.has(each.id)).map((each) => cornerOf(page, each.rect)).sort()
}

function matrixOf(page: Page, seen: readonly Tag[]): Matrix | null {
  const own = new Map(tagsOf(page).map((each) => [each.id, each.rect]))
  const pairs = seen.flatMap((tag) => {
    const rect = own.get(tag.id)
    return rect === undefined ? [] : cornersOf(rect).map((corner, at) => [corner, tag.corners[at]!] as const)
  })
  return homography(pairs.map((each) => each[0]), pairs.map((each) => each[1]))
}

function quadOf(frame: Grey, page: Page, matrix: Matrix): readonly [Point, Point, Point, Point] {
  const sheet = cornersOf({ left: 0, top: 0, width: page.width, height: page.height })
  return sheet.map((corner): Point => {
    const [x, y] = mapped(matrix, corner)
    return [x / frame.width, y / frame.height]
  }) as unknown as readonly [Point, Point, Point, Point]
}

/** How much of the frame the page reaches across, the better of both ways. */
function reachOf(quad: readonly Point[]): number {
  const spans = ([0, 1] as const).map((axis) => {
    const places = quad.map((each) => each[axis])
    return Math.max(...places) - Math.min(...places)
  })
  return Math.max(...spans)
}

/** How much larger a millimetre is in the nearest corner than in the furthest. */
function slantOf(page: Page, matrix: Matrix): number {
  const sizes = tagsOf(page).map((each) => pixelsPerMm(matrix, centre(each.rect)))
  return Math.max(...sizes) / Math.max(Math.min(...sizes), 1e-6)
}

function steady(quad: readonly Point[], before: readonly Point[]): boolean {
  return quad.every(([x, y], at) => Math.hypot(x - before[at]![0], y - before[at]![1]) < STEADY)
}
