// Smoothing a raster: Gauss, box and closing, with OpenCV's kernels and edges.
//
// In: rasters of numbers. Out: the same. Invariant: the picture keeps its size; beyond the edge stands its mirror
// for means, and nothing for closing.

import { Kernel, rounded } from './kernel.ts'
import type { Grey, Raster } from './raster.ts'

const desk = new Kernel()
const FLOAT = 4

/** Gauss with standard deviation `sigma`; `reach` is how many of them the kernel shows (4 for rasters, 3 for grey). */
export function blurred(raster: Raster, sigma: number, reach = 4): Raster {
  const side = Math.round(sigma * reach * 2 + 1) | 1
  const kernel = Float32Array.from({ length: side }, (_, at) => {
    return Math.exp(-((at - (side >> 1)) ** 2) / (2 * sigma * sigma))
  })
  const sum = kernel.reduce((whole, each) => whole + each, 0)
  return convolved(raster, kernel.map((each) => each / sum))
}

/** Weighs each row with `kernel`, then each column; two rasters lie on the desk, with room for what is beyond edges. */
function convolved({ values, width, height }: Raster, kernel: Float32Array): Raster {
  const half = kernel.length >> 1
  const wide = rounded(width, 4)
  const stride = wide + rounded(2 * half, 4)
  const other = stride * (height + 1)
  const weights = other + stride * (height + 2 * half + 1)
  desk.room((weights + half + 1) * FLOAT)
  const { floats, loops } = desk
  floats.set(kernel.subarray(0, half + 1), weights)
  for (let y = 0, at = 0; y < height; y++, at += stride) {
    floats.set(values.subarray(y * width, (y + 1) * width), at + half)
    for (let x = 1; x <= half; x++) {
      floats[at + half - x] = values[y * width + mirrored(-x, width)]!
      floats[at + half + width - 1 + x] = values[y * width + mirrored(width - 1 + x, width)]!
    }
  }
  const middle = other + half * stride
  loops.weigh(0, middle * FLOAT, stride * FLOAT, wide * FLOAT, height, weights * FLOAT, half, FLOAT)
  for (let y = 1; y <= half; y++) {
    const [above, below] = [mirrored(-y, height), mirrored(height - 1 + y, height)]
    floats.copyWithin(middle - y * stride, middle + above * stride, middle + above * stride + wide)
    floats.copyWithin(middle + (height - 1 + y) * stride, middle + below * stride, middle + below * stride + wide)
  }
  loops.weigh(other * FLOAT, 0, stride * FLOAT, wide * FLOAT, height, weights * FLOAT, half, stride * FLOAT)
  const out = new Float32Array(width * height)
  for (let y = 0; y < height; y++) out.set(floats.subarray(y * stride, y * stride + width), y * width)
  return { values: out, width, height }
}

/** The place whose pixel stands at `at`, which may be beyond the edge: its mirror, the edge itself not repeated. */
function mirrored(at: number, length: number): number {
  const folded = at < 0 ? -at : at >= length ? 2 * length - 2 - at : at
  return folded < 0 ? 0 : folded >= length ? length - 1 : folded
}

/** The paper of a grey raster: what is dark and narrower than `side` is closed, then averaged over `side`. */
export function paperOf({ pixels, width, height }: Grey, side: number): Float32Array {
  const lightest = extremes(pixels, width, height, side, 0)
  return boxMean(extremes(lightest, width, height, side, 255), width, height, side)
}

/** The highest of each square of `side`, or the lowest; beyond the edges stands `beyond`, which is none of them.
 *
 * A run of two is the higher of two neighbours, one of four that of two runs of two, and so on.
 */
function extremes(pixels: Uint8Array, width: number, height: number, side: number, beyond: 0 | 255): Uint8Array {
  const half = side >> 1
  const stride = rounded(width + 2 * half, 16)
  const whole = stride * (height + 2 * half)
  desk.room(whole + stride * side + 16)
  const { bytes, loops } = desk
  bytes.fill(beyond, 0, whole)
  for (let y = 0; y < height; y++) bytes.set(pixels.subarray(y * width, (y + 1) * width), (y + half) * stride + half)
  for (const step of [1, stride]) {
    let run = 1
    for (; 2 * run <= side; run *= 2) extreme(run * step)
    if (run < side) extreme((side - run) * step)
  }
  const out = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) out.set(bytes.subarray(y * stride, y * stride + width), y * width)
  return out

  function extreme(step: number): void {
    if (beyond === 0) loops.higher(0, whole, step)
    else loops.lower(0, whole, step)
  }
}

/** The mean over a square of `side`, rounded to whole levels. */
function boxMean(pixels: Uint8Array, width: number, height: number, side: number): Float32Array {
  const half = side >> 1
  const rows = new Uint32Array(width * height)
  for (let y = 0; y < height; y++) {
    const start = y * width
    let sum = 0
    for (let k = -half; k <= half; k++) sum += pixels[start + mirrored(k, width)]!
    for (let x = 0; x < width; x++) {
      rows[start + x] = sum
      sum += pixels[start + mirrored(x + half + 1, width)]! - pixels[start + mirrored(x - half, width)]!
    }
  }
  const out = new Float32Array(width * height)
  const sums = new Float64Array(width)
  for (let k = -half; k <= half; k++) {
    const from = mirrored(k, height) * width
    for (let x = 0; x < width; x++) sums[x]! += rows[from + x]!
  }
  const share = 1 / (side * side)
  for (let y = 0; y < height; y++) {
    const next = mirrored(y + half + 1, height) * width
    const last = mirrored(y - half, height) * width
    const to = y * width
    for (let x = 0; x < width; x++) {
      out[to + x] = Math.floor(sums[x]! * share + 0.5)
      sums[x]! += rows[next + x]! - rows[last + x]!
    }
  }
  return out
}
