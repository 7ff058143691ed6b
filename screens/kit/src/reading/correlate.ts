// How well a printed pattern fits a photographed raster, at every place within reach.
//
// In: rasters of ink. Out: normalised correlations, -1 to 1 (OpenCV's TM_CCOEFF_NORMED). Invariant: light and
// contrast do not count; where either is flat, nothing fits.

import { Kernel, rounded } from './kernel.ts'
import type { Raster } from './raster.ts'

export interface Window {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

const desk = new Kernel()
/** Whose rasters lie on the desk. */
let lying: Fit | null = null

/** The correlation of the part `pattern` of `print` with `ink` at places around (x, y), the place of the pattern's
 * upper left corner in `ink`; worked out when a place is asked for, and once.
 */
export class Fit {
  readonly width: number
  readonly height: number
  private readonly known: Float32Array
  private readonly ink: Raster
  private readonly flat: Flat
  private readonly sums: Sums
  private readonly pattern: Window
  private readonly left: number
  private readonly top: number

  constructor(ink: Raster, print: Raster, pattern: Window, x: number, y: number, farX: number, farY: number) {
    this.width = 2 * farX + 1
    this.height = 2 * farY + 1
    this.known = new Float32Array(this.width * this.height).fill(UNKNOWN)
    this.ink = ink
    this.pattern = pattern
    this.left = x - farX
    this.top = y - farY
    this.flat = levelledPattern(print, pattern)
    this.sums = new Sums(ink, this.left, this.top, pattern.width + 2 * farX, pattern.height + 2 * farY)
  }

  /** The correlation `right` and `down` places from the upper left one. */
  at(right: number, down: number): number {
    const place = down * this.width + right
    const known = this.known[place]!
    return known === UNKNOWN ? (this.known[place] = this.worked(right, down)) : known
  }

  private worked(right: number, down: number): number {
    const { width, height } = this.pattern
    const [sum, squares] = this.sums.of(right, down, width, height)
    const spread = Math.sqrt(Math.max(squares - (sum * sum) / (width * height), 0) * this.flat.squares)
    if (spread < 1e-6) return 0
    if (lying !== this) this.lay()
    const stride = width + this.width - 1
    const at = (down * stride + right) * FLOAT
    const found = desk.loops.dot(at, stride * FLOAT, this.patternAt(), this.flat.wide * FLOAT, height) / spread
    return Math.min(Math.max(found, -1), 1)
  }

  /** Lays ink and pattern on the desk, the one behind the other. */
  private lay(): void {
    const [wide, high] = [this.pattern.width + this.width - 1, this.pattern.height + this.height - 1]
    const start = this.patternAt()
    desk.room(start + this.flat.values.length * FLOAT)
    for (let row = 0; row < high; row++) {
      const from = (this.top + row) * this.ink.width + this.left
      desk.floats.set(this.ink.values.subarray(from, from + wide), row * wide)
    }
    desk.floats.fill(0, wide * high, start / FLOAT)
    desk.floats.set(this.flat.values, start / FLOAT)
    lying = this
  }

  private patternAt(): number {
    return rounded((this.pattern.width + this.width - 1) * (this.pattern.height + this.height - 1), 4) * FLOAT
  }
}

const FLOAT = 4
/** No correlation is as low. */
const UNKNOWN = -2

/** The correlation of two rasters of one shape. */
export function correlation(one: Float32Array, other: Float32Array): number {
  const meanOne = mean(one)
  const meanOther = mean(other)
  let both = 0
  let first = 0
  let second = 0
  for (let at = 0; at < one.length; at++) {
    const a = one[at]! - meanOne
    const b = other[at]! - meanOther
    both += a * b
    first += a * a
    second += b * b
  }
  return both / Math.sqrt(first * second + 1e-9)
}

/** A pattern less its mean, each row followed by zeros to a whole number of sixteen bytes. */
interface Flat {
  readonly values: Float32Array
  readonly wide: number
  readonly squares: number
}

function levelledPattern(print: Raster, { left, top, width, height }: Window): Flat {
  const wide = rounded(width, 4)
  const values = new Float32Array(wide * height)
  let level = 0
  for (let row = 0; row < height; row++) {
    const from = (top + row) * print.width + left
    for (let x = 0; x < width; x++) level += print.values[from + x]!
  }
  level /= width * height
  let squares = 0
  for (let row = 0; row < height; row++) {
    const from = (top + row) * print.width + left
    for (let x = 0, at = row * wide; x < width; x++, at++) {
      const value = print.values[from + x]! - level
      values[at] = value
      squares += value * value
    }
  }
  return { values, wide, squares }
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
      let sum = 0
      let squares = 0
      const start = (top + y) * ink.width + left
      for (let x = 0; x < width; x++) {
        const value = ink.values[start + x]!
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
