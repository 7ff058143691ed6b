// How much of a digit box the photo shows: a finger on it must not be read as what is under it.
//
// In: a photo, boxes and their matrix. Out: a number a box, 0 to 1. Invariant: only the printed frame is looked at,
// never the writing in it. Numbers are those of `sirekap.reading.see_whole`.

import { grown } from './form.ts'
import type { Rect } from './form.ts'
import { rectify } from './ink.ts'
import type { Matrix } from './matrix.ts'
import { numbered } from './raster.ts'
import type { Grey, Raster } from './raster.ts'
import { blurred } from './smooth.ts'

const DENSITY = 5
const BAND_MM = 1
const PARTS = 4
const BLUR = 0.6
/** Standard deviations that OpenCV's kernel shows for grey pictures. */
const GREY_REACH = 3
const USUAL = 0.75
const PAPER = 0.8

export interface BoxGroup {
  readonly boxes: readonly Rect[]
  readonly matrix: Matrix
}

/** A number a box of every group: the least contrast of a part of its frame, as a share of what is usual here. */
export function seenShares(photo: Grey, groups: readonly BoxGroup[]): readonly (readonly number[])[] {
  const contrasts = groups.map(({ boxes, matrix }) => boxes.map((box) => frameContrasts(photo, box, matrix)))
  const all = contrasts.flat(2).sort((one, other) => one - other)
  const usual = Math.max(all.length ? atShare(all, USUAL) : 1, 1e-6)
  return contrasts.map((group) => group.map((box) => Math.min(Math.min(...box) / usual, 1)))
}

function frameContrasts(photo: Grey, box: Rect, matrix: Matrix): readonly number[] {
  const { grey } = rectify(photo, matrix, grown(box, BAND_MM), DENSITY)
  const flat = blurred(numbered(grey), BLUR, GREY_REACH)
  const band = Math.round(2 * BAND_MM * DENSITY)
  const { width, height } = flat
  return [
    ...contrastsOf(flat, height, band, (along, depth) => along * width + depth),
    ...contrastsOf(flat, height, band, (along, depth) => along * width + width - band + depth),
    ...contrastsOf(flat, width, band, (along, depth) => depth * width + along),
    ...contrastsOf(flat, width, band, (along, depth) => (height - band + depth) * width + along),
  ]
}

/** The contrast across one side's band, part by part of its length. */
function contrastsOf(flat: Raster, length: number, band: number, at: (along: number, depth: number) => number): readonly number[] {
  const half = band >> 1
  const whole = length - 2 * half
  const [short, longer] = [Math.floor(whole / PARTS), whole % PARTS]
  let start = half
  return Array.from({ length: PARTS }, (_, part) => {
    const size = short + (part < longer ? 1 : 0)
    const profile = Array.from({ length: band }, (__, depth) => {
      let sum = 0
      for (let along = start; along < start + size; along++) sum += Math.round(flat.values[at(along, depth)]!)
      return sum / size
    })
    start += size
    const sorted = profile.sort((one, other) => one - other)
    const paper = Math.max(atShare(sorted, PAPER), 1)
    return (paper - sorted[0]!) / paper
  })
}

/** The value that a share of sorted values lies below, between two of them. */
function atShare(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1)
  const low = Math.floor(place)
  return sorted[low]! + (place - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!)
}
