// Cuts the line on which a number is written in words out of a photo, levelled for the network that reads it.
//
// In: a photo, the rectangles of the words and the matrix that places them. Out: a picture of fixed size with the
// writing as high as it goes, 0 paper to 1 ink; null where nothing is written, or the photo does not show it whole.
// Invariant: numbers are those of `sirekap.reading.words_line`. Nothing is read here.

import { around, cornersOf } from './form.ts'
import type { Rect } from './form.ts'
import { inkOf, rectify } from './ink.ts'
import { mapped } from './matrix.ts'
import type { Matrix } from './matrix.ts'
import type { Grey, Raster } from './raster.ts'
import { blurred } from './smooth.ts'

export const LINE_WIDTH = 384
export const LINE_HEIGHT = 32

const DENSITY = 4
const EDGE_MM = 3
const RULE_ACROSS = 0.35
const RULE_DOWN = 0.8
const FAINT = 0.08
const DARK = 0.4
const COARSE = 2
const DARKEST = 20
const LEAST_MM2 = 4
const CLIPPED = 0.02
const SPECKS = 0.002
const AROUND = 0.25
const LEFT = 6
const LEVEL = 0.7

export function lineOf(photo: Grey, words: readonly Rect[], matrix: Matrix): Float32Array | null {
  const room = around(words)
  const shown = cornersOf(room).every((corner) => {
    const [x, y] = mapped(matrix, corner)
    return x >= 0 && y >= 0 && x <= photo.width && y <= photo.height
  })
  return shown ? lineIn(withoutRules(inkOf(rectify(photo, matrix, room, DENSITY), DENSITY, 0))) : null
}

/** The picture of the writing in `ink`; null where there is none. */
function lineIn(ink: Raster): Float32Array | null {
  const small = coarse(ink)
  const smooth = meanOfNine(small)
  const sorted = Float32Array.from(smooth.values).sort()
  const bound = Math.max(DARK * sorted[sorted.length - DARKEST]!, FAINT)
  const writing: number[] = []
  const dark = smooth.values.map((each, at) => {
    if (each <= bound) return 0
    writing.push(small.values[at]!)
    return each
  })
  if (writing.length < LEAST_MM2 * (DENSITY / COARSE) ** 2) return null
  const { width, height } = small
  const [top, low] = extent(sums(dark, width, height, 0, height - 1, false), CLIPPED)
  const [left, right] = extent(sums(dark, width, height, top, Math.min(low, height - 1), true), SPECKS)
  const level = Math.max(quantile(writing, LEVEL), FAINT)
  return laid(ink, 1 / level, COARSE * left, COARSE * right, COARSE * top, COARSE * low)
}

/** Ink without the long straight strokes along its edges. */
function withoutRules(ink: Raster): Raster {
  const { width, height } = ink
  const found = { values: Float32Array.from(ink.values), width, height }
  const across = Math.round(RULE_ACROSS * width)
  const down = Math.round(RULE_DOWN * height)
  wipe(found.values, { start: 0, row: width, step: 1, length: width }, across)
  wipe(found.values, { start: (height - 1) * width, row: -width, step: 1, length: width }, across)
  wipe(found.values, { start: 0, row: 1, step: width, length: height }, down)
  wipe(found.values, { start: width - 1, row: -1, step: width, length: height }, down)
  return found
}

interface Strip {
  readonly start: number
  /** From a place to the one further from the edge. */
  readonly row: number
  /** From a place to the next along the edge. */
  readonly step: number
  readonly length: number
}

/** Wipes runs of ink at least `long` along an edge, and what touches them. */
function wipe(values: Float32Array, { start, row, step, length }: Strip, long: number): void {
  const rows = EDGE_MM * DENSITY
  const rule: (readonly [number, number, number])[] = []
  for (let r = 0; r < rows; r++) {
    for (let at = 0, begun = 0; at <= length; at++) {
      if (at < length && values[start + r * row + at * step]! > FAINT) continue
      if (at - begun >= long) rule.push([r, begun, at])
      begun = at + 1
    }
  }
  for (const [r, begun, end] of rule) {
    for (let k = Math.max(r - 1, 0); k <= Math.min(r + 1, rows - 1); k++) {
      for (let at = Math.max(begun - 1, 0); at < Math.min(end + 1, length); at++) values[start + k * row + at * step] = 0
    }
  }
}

/** Half the size, the last odd row and column left out. */
function coarse(ink: Raster): Raster {
  const [width, height] = [ink.width >> 1, ink.height >> 1]
  const values = new Float32Array(width * height)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0, from = 2 * y * ink.width; x < width; x++, at++, from += 2) {
      const below = from + ink.width
      values[at] = (ink.values[from]! + ink.values[from + 1]! + ink.values[below]! + ink.values[below + 1]!) / 4
    }
  }
  return { values, width, height }
}

function meanOfNine({ values, width, height }: Raster): Raster {
  const mirror = (at: number, length: number): number => (at < 0 ? -at : at >= length ? 2 * length - 2 - at : at)
  const out = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (let k = -1; k <= 1; k++) {
        const from = mirror(y + k, height) * width
        for (let m = -1; m <= 1; m++) sum += values[from + mirror(x + m, width)]!
      }
      out[y * width + x] = sum / 9
    }
  }
  return { values: out, width, height }
}

/** The sum of each row, or of each column of the rows from `first` to `last`. */
function sums(values: Float32Array, width: number, height: number, first: number, last: number, columns: boolean): Float64Array {
  const out = new Float64Array(columns ? width : height)
  for (let y = first; y <= last; y++) {
    for (let x = 0; x < width; x++) out[columns ? x : y]! += values[y * width + x]!
  }
  return out
}

/** The first and last place of a profile but for `clipped` of it at each end. */
function extent(profile: Float64Array, clipped: number): readonly [number, number] {
  const whole = Math.max(profile.reduce((sum, each) => sum + each, 0), 1e-9)
  const ends: number[] = []
  let sum = 0
  for (let at = 0; at < profile.length; at++) {
    sum += profile[at]! / whole
    if (ends.length === 0 && sum >= clipped) ends.push(at)
    if (ends.length === 1 && sum >= 1 - clipped) ends.push(at)
  }
  const low = ends[0] ?? profile.length
  return [low, Math.max(ends[1] ?? profile.length, low + 2)]
}

function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort()
  const place = share * (sorted.length - 1)
  const low = Math.floor(place)
  return sorted[low]! + (place - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!)
}

/** Maps ink onto a line's picture; a line too long is made narrower alone, and what becomes smaller is smoothed first. */
function laid(ink: Raster, gain: number, left: number, right: number, top: number, low: number): Float32Array {
  const margin = AROUND * (low - top)
  const high = LINE_HEIGHT / (low - top + 2 * margin)
  const across = Math.min(high, (LINE_WIDTH - 2 * LEFT) / Math.max(right - left, 1))
  const blur = 0.5 / Math.max(Math.min(across, high), 0.05) - 0.5
  const { values, width, height } = blur > 0.1 ? blurred(ink, blur) : ink
  const at = (x: number, y: number): number => (x < 0 || y < 0 || x >= width || y >= height ? 0 : values[y * width + x]!)
  const out = new Float32Array(LINE_WIDTH * LINE_HEIGHT)
  for (let row = 0, place = 0; row < LINE_HEIGHT; row++) {
    const y = row / high - margin + top
    const [y0, fy] = [Math.floor(y), y - Math.floor(y)]
    for (let column = 0; column < LINE_WIDTH; column++, place++) {
      const x = (column - LEFT) / across + left
      const [x0, fx] = [Math.floor(x), x - Math.floor(x)]
      const upper = at(x0, y0) + fx * (at(x0 + 1, y0) - at(x0, y0))
      const lower = at(x0, y0 + 1) + fx * (at(x0 + 1, y0 + 1) - at(x0, y0 + 1))
      out[place] = Math.floor(Math.min((upper + fy * (lower - upper)) * gain * 255, 255)) / 255
    }
  }
  return out
}
