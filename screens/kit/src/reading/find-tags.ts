// From a photo to the AprilTags in it, each with its four corners to a fraction of a pixel.
//
// In: a grey photo, the code words looked for, the sets of tags that make a page. Out: tags in photo pixels, corners
// from the page's upper left one clockwise. Invariant: the cheapest look comes first, and looking goes on only until
// a page's tags are all seen. Which form they belong to is not decided here.

import type { Point } from './form.ts'
import { outlines } from './outlines.ts'
import type { Quad } from './outlines.ts'
import { shrunkBy, shrunkTo, warped } from './raster.ts'
import type { Grey } from './raster.ts'
import { decode } from './tag-code.ts'
import type { Codes } from './tag-code.ts'
import { refined, sideOf } from './refine-tags.ts'

export interface Tag {
  readonly id: number
  readonly corners: Quad
}

/** Longer side at which a tag is seen best: one of 17 mm on a page of 440 has 50 pixels there. */
const COARSE = 1300
/** Fewest pixels along the longer side for the first glance. */
const GLANCED = 800
/** A tag smaller than this across cannot be told from chance. */
const FEWEST_PIXELS = 14

interface Look {
  /** Windows of the threshold, pixels. */
  readonly windows: readonly number[]
  /** Least length of an outline as a part of the picture's longer side. */
  readonly shortest: number
}

const GLANCE: Look = { windows: [23], shortest: 0.08 }
/** In a live picture the page may be far away still: its smallest tags are worth a word. */
const LIVE: Look = { windows: [23], shortest: 0.055 }
const QUICK: Look = { windows: [7, 17, 27], shortest: 0.05 }
const CLOSE: Look = { windows: [15, 35, 55, 75], shortest: 0.05 }

/** Finds tags at a glance, in a larger picture, and then closer, until all of one of `whole` are seen. */
export function findTags(photo: Grey, codes: Codes, whole: readonly ReadonlySet<number>[]): readonly Tag[] {
  let best: readonly Tag[] = []
  for (const [pixels, look] of attempts(photo)) {
    const seen = detected(pixels, photo.width, codes, look)
    if (seen.length > best.length) best = seen.map((each) => ({ ...each, corners: refined(photo, each.corners) }))
    const ids = new Set(best.map((each) => each.id))
    if (whole.some((each) => [...each].every((id) => ids.has(id)))) break
  }
  return best
}

/** Finds tags at one glance, as a live picture needs it; corners are not brought to a fraction of a pixel. */
export function glance(frame: Grey, codes: Codes): readonly Tag[] {
  return detected(halvedTo(frame, GLANCED), frame.width, codes, LIVE)
}

function* attempts(photo: Grey): Generator<readonly [Grey, Look]> {
  yield [halvedTo(photo, GLANCED), GLANCE]
  const small = sized(photo, COARSE)
  yield [small, QUICK]
  if (Math.max(photo.width, photo.height) > COARSE) yield [photo, QUICK]
  yield [small, CLOSE]
}

/** Shrinks by a whole number, which costs next to nothing, to `side` or a little more. */
export function halvedTo(photo: Grey, side: number): Grey {
  return shrunkBy(photo, Math.floor(Math.max(photo.width, photo.height) / side))
}

/** Shrinks to `side` along the longer side, or enlarges at most twice: a tag is seen best at one size. */
function sized(photo: Grey, side: number): Grey {
  const scale = Math.min(side / Math.max(photo.width, photo.height), 2)
  const [width, height] = [Math.round(photo.width * scale), Math.round(photo.height * scale)]
  if (scale < 1) return shrunkTo(photo, width, height)
  const step = 1 / scale
  return warped(photo, [step, 0, step / 2 - 0.5, 0, step, step / 2 - 0.5, 0, 0, 1], width, height)
}

function detected(pixels: Grey, width: number, codes: Codes, look: Look): readonly Tag[] {
  const scale = width / pixels.width
  const found = new Map<number, Tag>()
  const longer = Math.max(pixels.width, pixels.height)
  for (const window of look.windows) {
    for (const quad of outlines(pixels, window, look.shortest * longer, 4 * longer)) {
      const decoded = decode(pixels, quad, codes)
      if (decoded === null) continue
      const turned = [0, 1, 2, 3].map((at) => quad[(decoded.first + at) % 4]!)
      const corners = turned.map(([x, y]): Point => [(x + 0.5) * scale - 0.5, (y + 0.5) * scale - 0.5]) as unknown as Quad
      const known = found.get(decoded.id)
      if (sideOf(corners) < FEWEST_PIXELS || (known !== undefined && sideOf(known.corners) > sideOf(corners))) continue
      found.set(decoded.id, { id: decoded.id, corners })
    }
  }
  return [...found.values()]
}
