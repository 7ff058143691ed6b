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

/** A rectangle cut out of a picture. */
export function cut(grey: Grey, left: number, top: number, width: number, height: number): Grey {
  const pixels = new Uint8Array(width * height)
  for (let row = 0; row < height; row++) {
    const from = (top + row) * grey.width + left
    pixels.set(grey.pixels.subarray(from, from + width), row * width)
  }
  return { pixels, width, height }
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
  if (by === 2) return shrunkByTwo(grey)
  const width = Math.floor(grey.width / by)
  const height = Math.floor(grey.height / by)
  const pixels = new Uint8Array(width * height)
  const sums = new Uint32Array(width)
  const half = (by * by) >> 1
  for (let y = 0; y < height; y++) {
    sums.fill(0)
    for (let row = y * by; row < (y + 1) * by; row++) {
      for (let x = 0, from = row * grey.width; x < width; x++) {
        let sum = 0
        for (let step = 0; step < by; step++) sum += grey.pixels[from++]!
        sums[x]! += sum
      }
    }
    for (let x = 0; x < width; x++) pixels[y * width + x] = (sums[x]! + half) / (by * by)
  }
  return { pixels, width, height }
}

/** Halves of pictures that are still held: sharpness and tags are both looked for in that of a photo. */
const halves = new WeakMap<Grey, Grey>()

function shrunkByTwo(grey: Grey): Grey {
  const known = halves.get(grey)
  if (known !== undefined) return known
  const { pixels: from, width: wide, height: high } = grey
  const width = wide >> 1
  const height = high >> 1
  const pixels = new Uint8Array(width * height)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0, up = 2 * y * wide, low = up + wide; x < width; x++, at++, up += 2, low += 2) {
      pixels[at] = (from[up]! + from[up + 1]! + from[low]! + from[low + 1]! + 2) >> 2
    }
  }
  const half = { pixels, width, height }
  halves.set(grey, half)
  return half
}

/** A picture shrunk to any smaller size: every pixel the mean of the area that it covers. */
export function shrunkTo(grey: Grey, width: number, height: number): Grey {
  return rounded(averaged(grey.pixels, grey.width, grey.height, width, height))
}

/** Whole grey levels of a raster. */
export function rounded({ values, width, height }: Raster): Grey {
  const pixels = new Uint8Array(values.length)
  for (let at = 0; at < pixels.length; at++) pixels[at] = values[at]! + 0.5
  return { pixels, width, height }
}

/** Grey levels as numbers. */
export function numbered({ pixels, width, height }: Grey): Raster {
  return { values: new Float32Array(pixels), width, height }
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

function averaged(source: ArrayLike<number>, wide: number, high: number, width: number, height: number): Raster {
  const step = wide / width
  const down = shares(high, height)
  const rows = new Float32Array(high * width)
  const upTo = new Float64Array(wide + 1)
  for (let y = 0; y < high; y++) {
    const start = y * wide
    for (let x = 0; x < wide; x++) upTo[x + 1] = upTo[x]! + source[start + x]!
    let before = 0
    for (let x = 0, to = y * width; x < width; x++, to++) {
      const edge = (x + 1) * step
      const whole = edge | 0
      const after = whole < wide ? upTo[whole]! + (edge - whole) * source[start + whole]! : upTo[wide]!
      rows[to] = (after - before) / step
      before = after
    }
  }
  const values = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    const { from, weights } = down[y]!
    const to = y * width
    for (let k = 0; k < weights.length; k++) {
      const weight = weights[k]!
      const start = (from + k) * width
      for (let x = 0; x < width; x++) values[to + x]! += weight * rows[start + x]!
    }
  }
  return { values, width, height }
}

/** The picture as `matrix` (from its own pixels to those of `grey`) shows it; the nearest pixel beyond the edge. */
export function warped(grey: Grey, matrix: Matrix, width: number, height: number): Grey {
  const [a, b, c, d, e, f, g, h, i] = matrix
  const pixels = new Uint8Array(width * height)
  const from = grey.pixels
  const wide = grey.width
  const lastX = wide - 1
  const lastY = grey.height - 1
  const flat = g === 0 && h === 0 && i === 1
  for (let y = 0, at = 0; y < height; y++) {
    let u = b * y + c
    let v = e * y + f
    let w = h * y + i
    for (let x = 0; x < width; x++, at++, u += a, v += d, w += g) {
      const depth = flat ? 1 : 1 / w
      let px = u * depth
      let py = v * depth
      px = px < 0 ? 0 : px > lastX ? lastX : px
      py = py < 0 ? 0 : py > lastY ? lastY : py
      const left = px | 0
      const top = py | 0
      const fx = px - left
      const one = top * wide + left
      const right = left < lastX ? 1 : 0
      const low = top < lastY ? wide : 0
      const upper = from[one]! + fx * (from[one + right]! - from[one]!)
      const lower = from[one + low]! + fx * (from[one + low + right]! - from[one + low]!)
      pixels[at] = upper + (py - top) * (lower - upper) + 0.5
    }
  }
  return { pixels, width, height }
}

/** The grey level at a place between pixels, rounded; the nearest pixel beyond the edge. */
export function levelAt({ pixels, width, height }: Grey, x: number, y: number): number {
  const px = x < 0 ? 0 : x > width - 1 ? width - 1 : x
  const py = y < 0 ? 0 : y > height - 1 ? height - 1 : y
  const left = px | 0
  const top = py | 0
  const fx = px - left
  const one = top * width + left
  const right = left < width - 1 ? 1 : 0
  const low = top < height - 1 ? width : 0
  const upper = pixels[one]! + fx * (pixels[one + right]! - pixels[one]!)
  const lower = pixels[one + low]! + fx * (pixels[one + low + right]! - pixels[one + low]!)
  return (upper + (py - top) * (lower - upper) + 0.5) | 0
}

/** Half the size, each number the mean of four; an odd row or column at the end is left out. */
export function halved({ values: from, width: wide, height: high }: Raster): Raster {
  const width = wide >> 1
  const height = high >> 1
  const values = new Float32Array(width * height)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0, up = 2 * y * wide, low = up + wide; x < width; x++, at++, up += 2, low += 2) {
      values[at] = (from[up]! + from[up + 1]! + from[low]! + from[low + 1]!) / 4
    }
  }
  return { values, width, height }
}
