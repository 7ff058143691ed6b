// Pictures in memory and what is done with them: shrinking, warping, smoothing, closing.
//
// In: grey pictures (0 black to 255 white) or rasters of numbers. Out: the same. Invariant: a pixel's place is its
// middle, and beyond the edge stands the nearest pixel or its mirror, as OpenCV has it, so that the server's numbers
// come out. What a picture shows is not known here.

import type { Matrix } from './matrix.ts'

export interface Grey {
  readonly pixels: Uint8Array
  readonly width: number
  readonly height: number
}

export interface Raster {
  readonly values: Float32Array
  readonly width: number
  readonly height: number
}

/** Grey levels of RGBA pixels, with the weights of ITU-R BT.601, as JPEG and the server have them. */
export function greyOf(rgba: Uint8ClampedArray, width: number, height: number): Grey {
  const pixels = new Uint8Array(width * height)
  for (let at = 0, from = 0; at < pixels.length; at++, from += 4) {
    pixels[at] = (rgba[from]! * 19595 + rgba[from + 1]! * 38470 + rgba[from + 2]! * 7471 + 32768) >> 16
  }
  return { pixels, width, height }
}

/** A picture shrunk by a whole number: the mean of each square. */
export function shrunkBy(grey: Grey, by: number): Grey {
  if (by <= 1) return grey
  const [width, height] = [Math.floor(grey.width / by), Math.floor(grey.height / by)]
  const pixels = new Uint8Array(width * height)
  const sums = new Uint32Array(width)
  const half = (by * by) / 2
  for (let y = 0; y < height; y++) {
    sums.fill(0)
    for (let row = y * by; row < (y + 1) * by; row++) {
      for (let x = 0, from = row * grey.width; x < width; x++) {
        for (let step = 0; step < by; step++) sums[x]! += grey.pixels[from++]!
      }
    }
    for (let x = 0; x < width; x++) pixels[y * width + x] = (sums[x]! + half) / (by * by)
  }
  return { pixels, width, height }
}

/** A picture shrunk to any smaller size: every pixel the mean of the area that it covers. */
export function shrunkTo(grey: Grey, width: number, height: number): Grey {
  const rows = new Float32Array(grey.height * width)
  const across = shares(grey.width, width)
  for (let y = 0; y < grey.height; y++) averaged(grey.pixels, y * grey.width, 1, rows, y * width, 1, across)
  const out = new Float32Array(width * height)
  const down = shares(grey.height, height)
  for (let x = 0; x < width; x++) averaged(rows, x, width, out, x, width, down)
  return { pixels: Uint8Array.from(out, Math.round), width, height }
}

interface Share {
  readonly from: number
  readonly weights: Float32Array
}

function shares(from: number, to: number): readonly Share[] {
  const step = from / to
  return Array.from({ length: to }, (_, at) => {
    const [begin, end] = [at * step, Math.min((at + 1) * step, from)]
    const first = Math.floor(begin)
    const weights = Float32Array.from({ length: Math.ceil(end - 1e-6) - first }, (__, k) => {
      return (Math.min(first + k + 1, end) - Math.max(first + k, begin)) / step
    })
    return { from: first, weights }
  })
}

function averaged(
  source: ArrayLike<number>, start: number, stride: number,
  target: Float32Array, at: number, pace: number, shared: readonly Share[],
): void {
  shared.forEach(({ from, weights }, place) => {
    let sum = 0
    for (let k = 0; k < weights.length; k++) sum += weights[k]! * source[start + (from + k) * stride]!
    target[at + place * pace] = sum
  })
}

/** The picture as `matrix` (from its own pixels to those of `grey`) shows it; the nearest pixel beyond the edge. */
export function warped(grey: Grey, matrix: Matrix, width: number, height: number): Grey {
  const [a, b, c, d, e, f, g, h, i] = matrix
  const pixels = new Uint8Array(width * height)
  const { pixels: from, width: wide } = grey
  const [lastX, lastY] = [wide - 1, grey.height - 1]
  for (let y = 0, at = 0; y < height; y++) {
    let [u, v, w] = [b * y + c, e * y + f, h * y + i]
    for (let x = 0; x < width; x++, at++, u += a, v += d, w += g) {
      let [px, py] = [u / w, v / w]
      px = px < 0 ? 0 : px > lastX ? lastX : px
      py = py < 0 ? 0 : py > lastY ? lastY : py
      const [left, top] = [px | 0, py | 0]
      const [fx, fy] = [px - left, py - top]
      const one = top * wide + left
      const right = left < lastX ? 1 : 0
      const low = top < lastY ? wide : 0
      const upper = from[one]! + fx * (from[one + right]! - from[one]!)
      const lower = from[one + low]! + fx * (from[one + low + right]! - from[one + low]!)
      pixels[at] = upper + fy * (lower - upper) + 0.5
    }
  }
  return { pixels, width, height }
}

/** The grey level at a place between pixels, rounded; the nearest pixel beyond the edge. */
export function levelAt(grey: Grey, x: number, y: number): number {
  const { pixels, width, height } = grey
  const px = Math.min(Math.max(x, 0), width - 1)
  const py = Math.min(Math.max(y, 0), height - 1)
  const [left, top] = [px | 0, py | 0]
  const [fx, fy] = [px - left, py - top]
  const one = top * width + left
  const right = left < width - 1 ? 1 : 0
  const low = top < height - 1 ? width : 0
  const upper = pixels[one]! + fx * (pixels[one + right]! - pixels[one]!)
  const lower = pixels[one + low]! + fx * (pixels[one + low + right]! - pixels[one + low]!)
  return Math.floor(upper + fy * (lower - upper) + 0.5)
}

/** Half the size, each number the mean of four. */
export function halved(raster: Raster): Raster {
  const [width, height] = [raster.width >> 1, raster.height >> 1]
  const [stepX, stepY] = [raster.width / width, raster.height / height]
  if (stepX !== 2 || stepY !== 2) return resized(raster, width, height)
  const values = new Float32Array(width * height)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0, from = 2 * y * raster.width; x < width; x++, at++, from += 2) {
      values[at] = (raster.values[from]! + raster.values[from + 1]! +
        raster.values[from + raster.width]! + raster.values[from + raster.width + 1]!) / 4
    }
  }
  return { values, width, height }
}

function resized(raster: Raster, width: number, height: number): Raster {
  const rows = new Float32Array(raster.height * width)
  const across = shares(raster.width, width)
  for (let y = 0; y < raster.height; y++) averaged(raster.values, y * raster.width, 1, rows, y * width, 1, across)
  const values = new Float32Array(width * height)
  const down = shares(raster.height, height)
  for (let x = 0; x < width; x++) averaged(rows, x, width, values, x, width, down)
  return { values, width, height }
}
