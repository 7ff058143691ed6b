// Whether a photo is clear enough to be read, measured on what is printed.
//
// In: a grey photo, and the places of fields. Out: nothing, or a RefusedError. Invariant: only what reading needs is
// asked for; a small photo that can be read is read. Numbers are those of `sirekap.reading.quality`.

import { centre } from './form.ts'
import type { Page } from './form.ts'
import type { FieldPlace } from './lay-fields.ts'
import { pixelsPerMm } from './matrix.ts'
import { numbered, rounded, shrunkBy, shrunkTo, warped } from './raster.ts'
import type { Grey } from './raster.ts'
import { RefusedError } from './refuse.ts'
import { blurred } from './smooth.ts'

const FEWEST_PIXELS_PER_MM = 0.9
/** Pixels along the longer side at which sharpness is measured. */
const SHARPNESS_SIDE = 900
const GREY_REACH = 3
/** One more than the largest rise that Sobel gives. */
const MOST_RISE = 4 * 255 + 1
const STEEPEST = 0.995
/** Rises are counted in every second row: half the time, and the same share of steep ones. */
const EVERY = 2

/** What is asked of a photo: grey level of its paper, its sharpness, pixels along its longer side. */
export interface Clarity {
  readonly paper: number
  readonly sharpness: number
  readonly side: number
}

/** Less than this was never read right. */
export const LEGIBLE: Clarity = { paper: 24, sharpness: 0.07, side: 0 }
/** Where no page was found in a photo below this, the photo is to blame rather than what it shows. */
export const FINDABLE: Clarity = { paper: 60, sharpness: 0.12, side: 480 }

export function refuseUnclear(photo: Grey, wanted: Clarity = LEGIBLE): void {
  if (Math.max(photo.width, photo.height) < wanted.side) throw new RefusedError('too_small')
  if (paperLevel(photo) < wanted.paper) throw new RefusedError('too_dark')
  if (sharpness(photo) < wanted.sharpness) throw new RefusedError('too_blurred')
}

/** Refuses a page whose marks are too small to be read safely. */
export function refuseTiny(page: Page, places: ReadonlyMap<string, FieldPlace>): void {
  for (const field of page.fields) {
    const density = pixelsPerMm(places.get(field.name)!.matrix, centre(field.boxes[0]!))
    if (density < FEWEST_PIXELS_PER_MM) throw new RefusedError('too_small')
  }
}

/** The grey level that the lightest twentieth of the photo reaches, 0 to 255. */
export function paperLevel(photo: Grey): number {
  return levelOf(sampled(photo), 0.95)
}

/** From the darkest to the lightest that the photo shows, a fiftieth left out at either end, 0 to 255. */
export function contrast(photo: Grey): number {
  const counts = sampled(photo)
  return levelOf(counts, 0.98) - levelOf(counts, 0.02)
}

/** How many of every sixteenth pixel have each grey level. */
function sampled(photo: Grey): Uint32Array {
  const counts = new Uint32Array(256)
  for (let y = 0; y < photo.height; y += 4) {
    for (let at = y * photo.width; at < (y + 1) * photo.width; at += 4) counts[photo.pixels[at]!]!++
  }
  return counts
}

/** The steepest rise between neighbouring pixels in the direction in which the photo is softest, as a share of its
 * whole range of grey: 0.05 blurred to 0.4 sharp.
 */
export function sharpness(photo: Grey): number {
  const small = atOneSize(photo)
  const counts = new Uint32Array(256)
  for (const level of small.pixels) counts[level]!++
  const span = levelOf(counts, 0.98) - levelOf(counts, 0.02)
  return steepest(small) / Math.max(span, 8)
}

/** Sobel's rises across, down and both ways aslant; of each the level that one in two hundred passes. */
function steepest({ pixels, width, height }: Grey): number {
  const across = new Uint32Array(MOST_RISE)
  const down = new Uint32Array(MOST_RISE)
  const falling = new Uint32Array(2 * MOST_RISE)
  const rising = new Uint32Array(2 * MOST_RISE)
  for (let y = EVERY; y < height - 1; y += EVERY) {
    for (let x = 1, at = y * width + 1; x < width - 1; x++, at++) {
      const a = pixels[at - width - 1]!
      const c = pixels[at - width + 1]!
      const g = pixels[at + width - 1]!
      const i = pixels[at + width + 1]!
      const east = c - a + 2 * (pixels[at + 1]! - pixels[at - 1]!) + i - g
      const south = g - a + 2 * (pixels[at + width]! - pixels[at - width]!) + i - c
      across[east < 0 ? -east : east]!++
      down[south < 0 ? -south : south]!++
      const both = east + south
      const apart = east - south
      falling[both < 0 ? -both : both]!++
      rising[apart < 0 ? -apart : apart]!++
    }
  }
  const aslant = Math.SQRT1_2 / 4
  const counts = [shared(across, 0.25), shared(down, 0.25), shared(falling, aslant), shared(rising, aslant)]
  return Math.min(...counts.map((each) => levelOf(each, STEEPEST) / 2))
}

/** Counts of rises as counts of whole grey levels. */
function shared(rises: Uint32Array, share: number): Uint32Array {
  const counts = new Uint32Array(256)
  rises.forEach((count, rise) => { counts[Math.min(Math.round(rise * share), 255)]! += count })
  return counts
}

/** The picture at SHARPNESS_SIDE and slightly softened; halving it first costs next to nothing. */
function atOneSize(photo: Grey): Grey {
  let small = photo
  while (Math.max(small.width, small.height) >= 2 * SHARPNESS_SIDE) small = shrunkBy(small, 2)
  const scale = Math.min(1, SHARPNESS_SIDE / Math.max(small.width, small.height))
  const width = Math.max(Math.round(small.width * scale), 1)
  const height = Math.max(Math.round(small.height * scale), 1)
  if (scale < 0.75) small = shrunkTo(small, width, height)
  else if (scale < 1) {
    const [across, down] = [small.width / width, small.height / height]
    small = warped(small, [across, 0, across / 2 - 0.5, 0, down, down / 2 - 0.5, 0, 0, 1], width, height)
  }
  return rounded(blurred(numbered(small), 0.7, GREY_REACH))
}

/** The grey level below which a share of the pixels lie, to a fraction of a level. */
function levelOf(counts: Uint32Array, share: number): number {
  const wanted = share * counts.reduce((sum, each) => sum + each, 0)
  let below = 0
  for (let at = 0; at < counts.length; at++) {
    const here = counts[at]!
    if (below + here >= wanted) return at - 0.5 + (wanted - below) / Math.max(here, 1)
    below += here
  }
  return 255
}
