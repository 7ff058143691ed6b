// Which piece of a photo shows a mark: for every box and bubble a matrix from a unit square to photo pixels.
//
// In: rectangles of a page and the matrices that place them. Out: what the page's graph takes. Invariant: the unit
// square is the whole piece, upright as the page has it. Numbers are those of `sirekap.reading.patches`.

import { centre } from './form.ts'
import type { Rect } from './form.ts'
import { mapped, times } from './matrix.ts'
import type { Matrix } from './matrix.ts'
import type { Grey } from './raster.ts'

/** Part of a box's larger side that its crop shows beyond each edge. */
const BOX_MARGIN = 0.16
/** A bubble's patch is so much larger than the bubble: there must be paper in it. */
const PATCH_GROWTH = 1.6

/** Right, down, growth: how a look at a box is moved and grown, in parts of the box's larger side. */
export type View = readonly [number, number, number]

export const FIRST_VIEW: View = [0, 0, 0]
export const MORE_VIEWS: readonly View[] = [
  [-0.04, -0.03, 0.02], [0.04, 0.03, 0.02], [-0.03, 0.04, -0.03], [0.03, -0.04, -0.03],
]

export function boxSquare(box: Rect, matrix: Matrix, [right, down, grow]: View): Matrix {
  const side = Math.max(box.width, box.height)
  const whole = side * (1 + 2 * BOX_MARGIN) * (1 + grow)
  const [x, y] = centre(box)
  return times(matrix, [whole, 0, x + right * side - whole / 2, 0, whole, y + down * side - whole / 2, 0, 0, 1])
}

export function bubbleSquare(bubble: Rect, matrix: Matrix): Matrix {
  const [x, y] = centre(bubble)
  const width = bubble.width * PATCH_GROWTH
  const height = bubble.height * PATCH_GROWTH
  return times(matrix, [width, 0, x - width / 2, 0, height, y - height / 2, 0, 0, 1])
}

export interface Part {
  readonly photo: Grey
  readonly left: number
  readonly top: number
}

/** The part of a photo that shows all squares: only that is given to the graph. */
export function partOf(photo: Grey, squares: readonly Matrix[]): Part {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const square of squares) {
    for (const corner of [[0, 0], [1, 0], [1, 1], [0, 1]] as const) {
      const [x, y] = mapped(square, corner)
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
  }
  const x = within(left - 2, 0, photo.width - 1)
  const y = within(top - 2, 0, photo.height - 1)
  const width = Math.max(within(right + 3, 1, photo.width), x + 1) - x
  const height = Math.max(within(bottom + 3, 1, photo.height), y + 1) - y
  const pixels = new Uint8Array(width * height)
  for (let row = 0; row < height; row++) {
    const from = (y + row) * photo.width + x
    pixels.set(photo.pixels.subarray(from, from + width), row * width)
  }
  return { photo: { pixels, width, height }, left: x, top: y }
}

/** Squares as the graph takes them: nine numbers each, in pixels of the part. */
export function flattened(squares: readonly Matrix[], part: Part): Float32Array {
  const out = new Float32Array(squares.length * 9)
  squares.forEach(([a, b, c, d, e, f, g, h, i], at) => {
    const { left, top } = part
    out.set([a - left * g, b - left * h, c - left * i, d - top * g, e - top * h, f - top * i, g, h, i], at * 9)
  })
  return out
}

function within(value: number, low: number, high: number): number {
  return Math.trunc(Math.min(Math.max(value, low), high))
}
