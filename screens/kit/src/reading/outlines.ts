// From a grey picture to the four-cornered dark outlines in it, any of which may be a tag.
//
// In: a grey picture, the width of the window whose mean is the threshold. Out: quadrilaterals in pixels, clockwise.
// Invariant: an outline is given as often as it is seen, and what is inside it is not looked at here.

import type { Point } from './form.ts'
import type { Grey } from './raster.ts'

export type Quad = readonly [Point, Point, Point, Point]

/** Grey levels below the mean of its surroundings from which a pixel is dark. */
const DARKER = 7
/** Parts of an outline's length that it may stray from the straight lines between its corners. */
const STRAY = 0.06
/** Least part of an outline's length between two of its corners. */
const APART = 0.05
const EDGE = 3

/** The outlines with at least `shortest` and at most `longest` pixels along them. */
export function outlines(grey: Grey, window: number, shortest: number, longest: number): readonly Quad[] {
  const dark = darkPixels(grey, window)
  const found: Quad[] = []
  const width = grey.width + 2
  const trace = new Tracer(dark, width, longest)
  for (let at = width; at < dark.length - width; at++) {
    if (dark[at] !== 1 || dark[at - 1] !== 0) continue
    const length = trace.from(at)
    const quad = length < shortest || length > longest ? null : quadOf(trace.points, length, width)
    if (quad !== null && away(quad, grey)) found.push(quad)
  }
  return found
}

/** 1 where a pixel is darker than the mean around it, in a picture one pixel larger on each side. */
function darkPixels({ pixels, width, height }: Grey, window: number): Uint8Array {
  const half = window >> 1
  const columns = new Int32Array(width + 2 * half + 1)
  const out = new Uint8Array((width + 2) * (height + 2))
  const addRow = (row: number, sign: number): void => {
    const start = row * width
    for (let x = 0; x < width; x++) columns[x + half]! += sign * pixels[start + x]!
  }
  for (let row = 0; row < Math.min(half, height); row++) addRow(row, 1)
  for (let y = 0; y < height; y++) {
    if (y + half < height) addRow(y + half, 1)
    if (y > half) addRow(y - half - 1, -1)
    const rows = Math.min(y + half, height - 1) - Math.max(y - half, 0) + 1
    const inside = rows * (2 * half + 1)
    let sum = 0
    for (let x = 0; x < 2 * half; x++) sum += columns[x]!
    let to = (y + 1) * (width + 2) + 1
    for (let x = 0, at = y * width; x < width; x++, at++, to++) {
      sum += columns[x + 2 * half]!
      const missing = x < half ? half - x : x + half >= width ? x + half - width + 1 : 0
      if ((pixels[at]! + DARKER) * (inside - missing * rows) <= sum) out[to] = 1
      sum -= columns[x]!
    }
  }
  return out
}

/** Walks around dark pixels; what it walked is marked, so that no outline is walked twice. */
class Tracer {
  readonly points: Int32Array
  private readonly dark: Uint8Array
  private readonly steps: Int32Array

  constructor(dark: Uint8Array, width: number, longest: number) {
    this.dark = dark
    this.points = new Int32Array(longest + 1)
    this.steps = Int32Array.of(1, width + 1, width, width - 1, -1, -width - 1, -width, 1 - width)
  }

  /** Walks from a pixel whose left neighbour is light; returns how many pixels the outline has. */
  from(start: number): number {
    const { dark, points, steps } = this
    let at = start
    let heading = 4
    let length = 0
    do {
      if (length < points.length) points[length] = at
      length++
      dark[at] = 2
      let turn = 0
      while (turn < 8 && dark[at + steps[(heading + 1 + turn) & 7]!] === 0) turn++
      if (turn === 8) return length
      const next = (heading + 1 + turn) & 7
      at += steps[next]!
      heading = (next + 4) & 7
    } while (at !== start && length < dark.length)
    return length
  }
}

function quadOf(points: Int32Array, length: number, width: number): Quad | null {
  const line = new Outline(points, length, width)
  const first = line.furthest(0)
  const second = line.furthest(first)
  const low = Math.min(first, second)
  const high = Math.max(first, second)
  const bound = STRAY * length
  const one = line.bend(low, high, bound)
  const other = one === null ? null : line.bend(high, low + length, bound)
  if (one === null || other === null) return null
  const quad: Quad = [line.at(low), line.at(one), line.at(high), line.at(other)]
  const sides = quad.map((each, at) => Math.hypot(each[0] - quad[(at + 1) % 4]![0], each[1] - quad[(at + 1) % 4]![1]))
  return sides.every((side) => side >= APART * length) ? clockwise(quad) : null
}

/** An outline as places of pixels, going round and round. */
class Outline {
  private readonly x: Int32Array
  private readonly y: Int32Array
  private readonly length: number

  constructor(points: Int32Array, length: number, width: number) {
    this.length = length
    this.x = new Int32Array(length)
    this.y = new Int32Array(length)
    for (let at = 0; at < length; at++) {
      const row = (points[at]! / width) | 0
      this.y[at] = row - 1
      this.x[at] = points[at]! - row * width - 1
    }
  }

  at(place: number): Point {
    return [this.x[place % this.length]!, this.y[place % this.length]!]
  }

  furthest(from: number): number {
    const x = this.x[from]!
    const y = this.y[from]!
    let best = 0
    let far = -1
    for (let at = 0; at < this.length; at++) {
      const away = (this.x[at]! - x) ** 2 + (this.y[at]! - y) ** 2
      if (away > far) {
        far = away
        best = at
      }
    }
    return best
  }

  /** The one corner of the line between two places; null where it has none, or more than one. */
  bend(from: number, to: number, bound: number): number | null {
    const corner = this.strayest(from, to, bound)
    if (corner === null) return null
    const calm = this.strayest(from, corner, bound) === null && this.strayest(corner, to, bound) === null
    return calm ? corner : null
  }

  /** The place that strays furthest from the straight line between two places; null within `bound`. */
  private strayest(from: number, to: number, bound: number): number | null {
    const [ax, ay] = this.at(from)
    const [bx, by] = this.at(to)
    const far = Math.hypot(bx - ax, by - ay) || 1
    let best = bound * far
    let found: number | null = null
    for (let place = from + 1; place < to; place++) {
      const at = place < this.length ? place : place - this.length
      const stray = Math.abs((this.x[at]! - ax) * (by - ay) - (this.y[at]! - ay) * (bx - ax))
      if (stray > best) {
        best = stray
        found = place
      }
    }
    return found
  }
}

/** The corners in clockwise order as a person sees the picture; null where they are not convex. */
function clockwise(quad: Quad): Quad | null {
  const turns = quad.map((_, at) => {
    const [a, b, c] = [quad[at]!, quad[(at + 1) % 4]!, quad[(at + 2) % 4]!]
    return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
  })
  if (turns.every((each) => each > 0)) return quad
  return turns.every((each) => each < 0) ? [quad[0], quad[3], quad[2], quad[1]] : null
}

function away(quad: Quad, { width, height }: Grey): boolean {
  return quad.every(([x, y]) => x >= EDGE && y >= EDGE && x < width - EDGE && y < height - EDGE)
}
