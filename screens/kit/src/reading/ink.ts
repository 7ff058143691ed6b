// Part of a photo laid flat, and the ink on it: the two pictures every other step works on.
//
// In: a photo and a matrix. Out: small rasters in page millimetres. Invariant: paper is 0 and full ink is 1 whatever
// the light, because ink is measured against the paper around it. Nothing is thresholded here.

import { centre } from './form.ts'
import type { Rect } from './form.ts'
import { inverse, mapped, pixelsPerMm, times } from './matrix.ts'
import type { Matrix } from './matrix.ts'
import { shrunkBy, warped } from './raster.ts'
import type { Grey, Raster } from './raster.ts'
import { blurred, paperOf } from './smooth.ts'

/** A dark mark narrower than this (millimetres) cannot pass for shadow. */
const PAPER_MM = 7
const PRINT_SHARE = 0.9
/** The darkest tenth of a form is ink; below this level it is noise, and must not be blown up. */
const FAINTEST = 0.04
const MOST_FINER = 6
/** A photo up to 1.7 times as fine as the raster is sampled once a pixel: its own pixels are that wide. */
const COARSER = 0.3

export interface Flat {
  readonly grey: Grey
  /** Null where the photo reaches everywhere; else 1 where it does. */
  readonly reach: Uint8Array | null
}

/** Page millimetres to pixels of a raster of `area`, `density` pixels a millimetre. */
export function toRaster(area: Rect, density: number): Matrix {
  return [density, 0, -density * area.left - 0.5, 0, density, -density * area.top - 0.5, 0, 0, 1]
}

export function rasterSize(area: Rect, density: number): readonly [number, number] {
  return [Math.max(Math.round(area.width * density), 1), Math.max(Math.round(area.height * density), 1)]
}

/** The grey raster of `area`. */
export function rectify(photo: Grey, matrix: Matrix, area: Rect, density: number): Flat {
  const finer = Math.min(Math.max(Math.floor(pixelsPerMm(matrix, centre(area)) / density + COARSER), 1), MOST_FINER)
  const back = times(matrix, inverse(toRaster(area, density * finer)))
  const [width, height] = rasterSize(area, density)
  const grey = shrunkBy(warped(photo, back, width * finer, height * finer), finer)
  const corners = ([[0, 0], [width * finer, 0], [width * finer, height * finer], [0, height * finer]] as const)
    .map((each) => mapped(back, each))
  const inside = corners.every(([x, y]) => x > -1 && y > -1 && x <= photo.width && y <= photo.height)
  if (inside) return { grey, reach: null }
  return { grey, reach: reached(photo, times(matrix, inverse(toRaster(area, density))), width, height) }
}

function reached(photo: Grey, back: Matrix, width: number, height: number): Uint8Array {
  const out = new Uint8Array(width * height)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const [px, py] = mapped(back, [x, y])
      if (px > -0.5 && py > -0.5 && px < photo.width - 0.5 && py < photo.height - 0.5) out[at] = 1
    }
  }
  return out
}

/** The ink of a raster: 1 - grey / paper, slightly blurred, 0 where the photo does not reach. */
export function inkOf({ grey, reach }: Flat, density: number, blurMm: number): Raster {
  const { pixels, width, height } = grey
  const paper = paperOf(grey, Math.round(PAPER_MM * density) | 1)
  const values = new Float32Array(width * height)
  for (let at = 0; at < values.length; at++) {
    const ink = 1 - pixels[at]! / Math.max(paper[at]!, 1)
    values[at] = ink > 0 && (reach === null || reach[at]) ? Math.min(ink, 1) : 0
  }
  const ink = { values, width, height }
  return blurMm * density > 0.3 ? blurred(ink, blurMm * density) : ink
}

/** Ink where all that is as dark as print counts the same: pen and print weigh alike. */
export function levelled(ink: Raster, reach: Uint8Array | null): Raster {
  const seen = reach === null ? ink.values : ink.values.filter((_, at) => reach[at])
  const level = seen.length ? Math.max(quantile(seen, PRINT_SHARE), FAINTEST) : 1
  const values = new Float32Array(ink.values.length)
  for (let at = 0; at < values.length; at++) {
    const share = ink.values[at]! / level
    values[at] = share > 1 ? 1 : share
  }
  return { ...ink, values }
}

/** The value below which a share of `values` (0 to 1) lie, to a part in some thousands. */
function quantile(values: Float32Array, share: number): number {
  const steps = 8192
  const counts = new Uint32Array(steps + 1)
  for (let at = 0; at < values.length; at++) counts[(values[at]! * steps) | 0]!++
  const wanted = share * (values.length - 1)
  let below = 0
  for (let step = 0; step <= steps; step++) {
    const here = counts[step]!
    if (below + here > wanted) return (step + (wanted - below + 0.5) / here) / steps
    below += here
  }
  return 1
}
