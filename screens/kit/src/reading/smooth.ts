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

function convolved({ values, width, height }: Raster, kernel: Float32Array): Raster {
  const half = kernel.length >> 1
  const rows = new Float32Array(width * height)
  const line = new Float32Array(width + 2 * half)
  for (let y = 0; y < height; y++) {
    const start = y * width
    for (let x = 0; x < line.length; x++) line[x] = values[start + mirrored(x - half, width)]!
    for (let x = 0; x < width; x++) rows[start + x] = kernel[half]! * line[x + half]!
    for (let k = 0, last = 2 * half; k < half; k++, last--) {
      const weight = kernel[k]!
      for (let x = 0; x < width; x++) rows[start + x]! += weight * (line[x + k]! + line[x + last]!)
    }
  }
  const out = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    const to = y * width
    for (let x = 0; x < width; x++) out[to + x] = kernel[half]! * rows[to + x]!
    for (let k = 0; k < half; k++) {
      const weight = kernel[k]!
      const above = mirrored(y + k - half, height) * width
      const below = mirrored(y - k + half, height) * width
      for (let x = 0; x < width; x++) out[to + x]! += weight * (rows[above + x]! + rows[below + x]!)
    }
  }
  return { values: out, width, height }
}

/** The place whose pixel stands at `at`, which may be beyond the edge: its mirror, the edge itself not repeated. */
function mirrored(at: number, length: number): number {
  const folded = at < 0 ? -at : at >= length ? 2 * length - 2 - at : at
  return folded < 0 ? 0 : folded >= length ? length - 1 : folded
}

/** The paper of a grey raster: what is dark and narrower than `side` is closed, then averaged over `side`. */
export function paperOf(grey: Grey, side: number): Float32Array {
  const { pixels, width, height } = grey
  // Lightest, then darkest: the darkest of a picture is the lightest of its negative.
  const lightest = lightestRuns(pixels, width, height, side)
  const closed = negative(lightestRuns(negative(lightest), width, height, side))
  return boxMean(closed, width, height, side)
}

function negative(pixels: Uint8Array): Uint8Array {
  const out = new Uint8Array(pixels.length)
  for (let at = 0; at < out.length; at++) out[at] = 255 - pixels[at]!
  return out
}

/** The highest of each square of `side`, by van Herk's two passes: along each row, then down all columns at once. */
function lightestRuns(pixels: Uint8Array, width: number, height: number, side: number): Uint8Array {
  const half = side >> 1
  const across = new Uint8Array(width * height)
  const line = new Uint8Array(width + 2 * half)
  const before = new Uint8Array(line.length)
  const after = new Uint8Array(line.length)
  for (let y = 0; y < height; y++) {
    line.set(pixels.subarray(y * width, (y + 1) * width), half)
    highestAlong(line, before, after, side)
    const to = y * width
    for (let x = 0; x < width; x++) {
      const one = after[x]!
      const other = before[x + side - 1]!
      across[to + x] = one > other ? one : other
    }
  }
  return highestDown(across, width, height, side)
}

/** Running highest values of blocks of `side`, from the left and from the right. */
function highestAlong(line: Uint8Array, before: Uint8Array, after: Uint8Array, side: number): void {
  const whole = line.length
  for (let start = 0; start < whole; start += side) {
    const end = start + side < whole ? start + side : whole
    let high = 0
    for (let at = start; at < end; at++) {
      if (line[at]! > high) high = line[at]!
      before[at] = high
    }
    high = 0
    for (let at = end - 1; at >= start; at--) {
      if (line[at]! > high) high = line[at]!
      after[at] = high
    }
  }
}

function highestDown(pixels: Uint8Array, width: number, height: number, side: number): Uint8Array {
  const half = side >> 1
  const whole = height + 2 * half
  const before = new Uint8Array(width * whole)
  const after = new Uint8Array(width * whole)
  const row = (at: number): number => (at < half || at >= half + height ? -1 : (at - half) * width)
  for (let at = 0; at < whole; at++) higher(pixels, row(at), before, at * width, at % side ? -width : 0, width)
  for (let at = whole - 1; at >= 0; at--) {
    higher(pixels, row(at), after, at * width, (at + 1) % side && at + 1 < whole ? width : 0, width)
  }
  const out = new Uint8Array(width * height)
  const last = (side - 1) * width
  for (let at = 0; at < out.length; at++) {
    const one = after[at]!
    const other = before[at + last]!
    out[at] = one > other ? one : other
  }
  return out
}

/** Writes a row: the higher of a picture's row (none where `from` is negative) and of the row `back` places away. */
function higher(pixels: Uint8Array, from: number, out: Uint8Array, to: number, back: number, width: number): void {
  for (let x = 0; x < width; x++) {
    const one = from < 0 ? 0 : pixels[from + x]!
    const other = back === 0 ? 0 : out[to + back + x]!
    out[to + x] = one > other ? one : other
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
