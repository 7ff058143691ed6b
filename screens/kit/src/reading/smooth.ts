// Smoothing a raster: Gauss, box and closing, with OpenCV's kernels and edges.
//
// In: rasters of numbers. Out: the same. Invariant: the picture keeps its size; beyond the edge stands its mirror
// for means, and nothing for closing.

import type { Grey, Raster } from './raster.ts'

/** Gauss with standard deviation `sigma`; `reach` is how many of them the kernel shows (4 for rasters, 3 for grey). */
export function blurred(raster: Raster, sigma: number, reach = 4): Raster {
  const side = Math.round(sigma * reach * 2 + 1) | 1
  const kernel = Float32Array.from({ length: side }, (_, at) => {
    return Math.exp(-((at - (side >> 1)) ** 2) / (2 * sigma * sigma))
  })
  const sum = kernel.reduce((whole, each) => whole + each, 0)
  return convolved(raster, kernel.map((each) => each / sum))
}

function convolved(raster: Raster, kernel: Float32Array): Raster {
  const { width, height } = raster
  const rows = new Float32Array(width * height)
  const half = kernel.length >> 1
  const mirror = (at: number, length: number): number => {
    const folded = at < 0 ? -at : at >= length ? 2 * length - 2 - at : at
    return Math.min(Math.max(folded, 0), length - 1)
  }
  const places = Int32Array.from({ length: width + 2 * half }, (_, at) => mirror(at - half, width))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (let k = 0; k < kernel.length; k++) sum += kernel[k]! * raster.values[y * width + places[x + k]!]!
      rows[y * width + x] = sum
    }
  }
  const values = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let k = 0; k < kernel.length; k++) {
      const [from, to] = [mirror(y + k - half, height) * width, y * width]
      const weight = kernel[k]!
      for (let x = 0; x < width; x++) values[to + x]! += weight * rows[from + x]!
    }
  }
  return { values, width, height }
}

/** The paper of a grey raster: what is dark and narrower than `side` is closed, then averaged over `side`. */
export function paperOf(grey: Grey, side: number): Float32Array {
  const { width, height } = grey
  const lightest = runs(grey.pixels, width, height, side, Math.max)
  return boxMean(runs(lightest, width, height, side, Math.min), width, height, side)
}

type Pick = (one: number, other: number) => number

/** The highest or lowest of each square of `side`, by van Herk's two passes a line. */
function runs(pixels: Uint8Array, width: number, height: number, side: number, pick: Pick): Uint8Array {
  const worst = pick(0, 255) === 255 ? 0 : 255
  const across = new Uint8Array(width * height)
  const longest = Math.max(width, height) + 2 * side
  const work = { line: new Uint8Array(longest), before: new Uint8Array(longest), after: new Uint8Array(longest) }
  for (let y = 0; y < height; y++) run(pixels, across, y * width, 1, width, side, worst, work)
  const out = new Uint8Array(width * height)
  for (let x = 0; x < width; x++) run(across, out, x, width, height, side, worst, work)
  return out
}

interface Work {
  readonly line: Uint8Array
  readonly before: Uint8Array
  readonly after: Uint8Array
}

function run(
  from: Uint8Array, to: Uint8Array, start: number, stride: number, length: number,
  side: number, worst: number, { line, before, after }: Work,
): void {
  const half = side >> 1
  const whole = length + 2 * half
  line.fill(worst, 0, whole)
  for (let at = 0, place = start; at < length; at++, place += stride) line[half + at] = from[place]!
  const high = worst === 0
  for (let at = 0; at < whole; at++) {
    const [one, other] = [line[at]!, at % side ? before[at - 1]! : worst]
    before[at] = high ? (one > other ? one : other) : one < other ? one : other
  }
  for (let at = whole - 1; at >= 0; at--) {
    const [one, other] = [line[at]!, (at + 1) % side && at + 1 < whole ? after[at + 1]! : worst]
    after[at] = high ? (one > other ? one : other) : one < other ? one : other
  }
  for (let at = 0, place = start; at < length; at++, place += stride) {
    const [one, other] = [after[at]!, before[at + side - 1]!]
    to[place] = high ? (one > other ? one : other) : one < other ? one : other
  }
}

/** The mean over a square of `side`, rounded to whole levels. */
function boxMean(pixels: Uint8Array, width: number, height: number, side: number): Float32Array {
  const half = side >> 1
  const mirror = (at: number, length: number): number => {
    const folded = at < 0 ? -at : at >= length ? 2 * length - 2 - at : at
    return Math.min(Math.max(folded, 0), length - 1)
  }
  const rows = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    let sum = 0
    for (let k = -half; k <= half; k++) sum += pixels[y * width + mirror(k, width)]!
    for (let x = 0; x < width; x++) {
      rows[y * width + x] = sum
      sum += pixels[y * width + mirror(x + half + 1, width)]! - pixels[y * width + mirror(x - half, width)]!
    }
  }
  const out = new Float32Array(width * height)
  const sums = new Float64Array(width)
  for (let k = -half; k <= half; k++) {
    for (let x = 0, from = mirror(k, height) * width; x < width; x++) sums[x]! += rows[from + x]!
  }
  for (let y = 0; y < height; y++) {
    const [next, last] = [mirror(y + half + 1, height) * width, mirror(y - half, height) * width]
    for (let x = 0; x < width; x++) {
      out[y * width + x] = Math.round(sums[x]! / (side * side))
      sums[x]! += rows[next + x]! - rows[last + x]!
    }
  }
  return out
}
