// How well a printed pattern fits a photographed raster, at every place within reach.
//
// In: rasters of ink. Out: normalised correlations, -1 to 1 (OpenCV's TM_CCOEFF_NORMED). Invariant: light and
// contrast do not count; where either is flat, nothing fits.

import type { Raster } from './raster.ts'

export interface Window {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The correlation of the part `pattern` of `print` with `ink` at each of (2 farX + 1) x (2 farY + 1) places around
 * (x, y), the place of the pattern's upper left corner in `ink`. Row by row, from the upper left.
 */
export function scores(
  ink: Raster, print: Raster, pattern: Window, x: number, y: number, farX: number, farY: number,
): Raster {
  const { width, height } = pattern
  const flat = levelledPattern(print, pattern)
  const out = new Float32Array((2 * farX + 1) * (2 * farY + 1))
  const sums = new Sums(ink, x - farX, y - farY, width + 2 * farX, height + 2 * farY)
  const count = width * height
  let at = 0
  for (let down = -farY; down <= farY; down++) {
    for (let across = -farX; across <= farX; across++, at++) {
      const [sum, squares] = sums.of(across + farX, down + farY, width, height)
      const spread = Math.sqrt(Math.max(squares - (sum * sum) / count, 0) * flat.squares)
      if (spread < 1e-6) continue
      const found = dot(ink, x + across, y + down, flat.values, width, height) / spread
      out[at] = found > 1 ? 1 : found < -1 ? -1 : found
    }
  }
  return { values: out, width: 2 * farX + 1, height: 2 * farY + 1 }
}

/** The correlation of two rasters of one shape. */
export function correlation(one: Float32Array, other: Float32Array): number {
  const [meanOne, meanOther] = [mean(one), mean(other)]
  let [both, first, second] = [0, 0, 0]
  for (let at = 0; at < one.length; at++) {
    const [a, b] = [one[at]! - meanOne, other[at]! - meanOther]
    both += a * b
    first += a * a
    second += b * b
  }
  return both / Math.sqrt(first * second + 1e-9)
}

function dot(ink: Raster, left: number, top: number, flat: Float32Array, width: number, height: number): number {
  const { values, width: wide } = ink
  let whole = 0
  for (let row = 0, at = 0; row < height; row++) {
    let [one, other] = [0, 0]
    let from = (top + row) * wide + left
    const end = at + (width & ~1)
    for (; at < end; at += 2, from += 2) {
      one += values[from]! * flat[at]!
      other += values[from + 1]! * flat[at + 1]!
    }
    if (width & 1) one += values[from]! * flat[at++]!
    whole += one + other
  }
  return whole
}

function levelledPattern(print: Raster, { left, top, width, height }: Window): { values: Float32Array, squares: number } {
  const values = new Float32Array(width * height)
  for (let row = 0; row < height; row++) {
    const from = (top + row) * print.width + left
    values.set(print.values.subarray(from, from + width), row * width)
  }
  const level = mean(values)
  let squares = 0
  for (let at = 0; at < values.length; at++) {
    values[at]! -= level
    squares += values[at]! * values[at]!
  }
  return { values, squares }
}

/** Sums over any rectangle of a part of a raster, and of its squares, from running sums. */
class Sums {
  private readonly plain: Float64Array
  private readonly squared: Float64Array
  private readonly wide: number

  constructor(ink: Raster, left: number, top: number, width: number, height: number) {
    this.wide = width + 1
    this.plain = new Float64Array(this.wide * (height + 1))
    this.squared = new Float64Array(this.wide * (height + 1))
    for (let y = 0; y < height; y++) {
      let [sum, squares] = [0, 0]
      for (let x = 0; x < width; x++) {
        const value = ink.values[(top + y) * ink.width + left + x]!
        sum += value
        squares += value * value
        const at = (y + 1) * this.wide + x + 1
        this.plain[at] = this.plain[at - this.wide]! + sum
        this.squared[at] = this.squared[at - this.wide]! + squares
      }
    }
  }

  of(left: number, top: number, width: number, height: number): readonly [number, number] {
    const [a, b] = [top * this.wide + left, top * this.wide + left + width]
    const [c, d] = [a + height * this.wide, b + height * this.wide]
    return [
      this.plain[d]! - this.plain[b]! - this.plain[c]! + this.plain[a]!,
      this.squared[d]! - this.squared[b]! - this.squared[c]! + this.squared[a]!,
    ]
  }
}

function mean(values: Float32Array): number {
  let sum = 0
  for (let at = 0; at < values.length; at++) sum += values[at]!
  return sum / Math.max(values.length, 1)
}
