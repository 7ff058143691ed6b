// Matrices of three by three that map points of a page to points of a photo, and how they are found from points.
//
// In: points, matrices as nine numbers row by row. Out: the same. Invariant: a matrix maps homogeneous points, so a
// page seen from aside is no special case.

import type { Point } from './form.ts'

/** Nine numbers, row by row. */
export type Matrix = readonly [number, number, number, number, number, number, number, number, number]

export const SAME: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1]

export function times(one: Matrix, other: Matrix): Matrix {
  const [a, b, c, d, e, f, g, h, i] = one
  const [p, q, r, s, t, u, v, w, x] = other
  return [
    a * p + b * s + c * v, a * q + b * t + c * w, a * r + b * u + c * x,
    d * p + e * s + f * v, d * q + e * t + f * w, d * r + e * u + f * x,
    g * p + h * s + i * v, g * q + h * t + i * w, g * r + h * u + i * x,
  ]
}

export function inverse(matrix: Matrix): Matrix {
  const [a, b, c, d, e, f, g, h, i] = matrix
  const whole = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
  const by = 1 / whole
  return [
    (e * i - f * h) * by, (c * h - b * i) * by, (b * f - c * e) * by,
    (f * g - d * i) * by, (a * i - c * g) * by, (c * d - a * f) * by,
    (d * h - e * g) * by, (b * g - a * h) * by, (a * e - b * d) * by,
  ]
}

export function mapped(matrix: Matrix, [x, y]: Point): Point {
  const [a, b, c, d, e, f, g, h, i] = matrix
  const depth = g * x + h * y + i
  return [(a * x + b * y + c) / depth, (d * x + e * y + f) / depth]
}

export function moved(x: number, y: number): Matrix {
  return [1, 0, x, 0, 1, y, 0, 0, 1]
}

/** Pixels of a photo that one millimetre of the page spans at a point. */
export function pixelsPerMm(matrix: Matrix, [x, y]: Point): number {
  const [at, across, down] = [mapped(matrix, [x, y]), mapped(matrix, [x + 1, y]), mapped(matrix, [x, y + 1])]
  return Math.sqrt(Math.abs(
    (across[0] - at[0]) * (down[1] - at[1]) - (across[1] - at[1]) * (down[0] - at[0]),
  ))
}

/** The matrix that maps `from` to `to` with the least squared error in `to`; null where the points tell none.
 *
 * The linear solution of points moved and scaled to the middle (Hartley 1997), then Gauss-Newton on the distances.
 */
export function homography(from: readonly Point[], to: readonly Point[]): Matrix | null {
  const [here, there] = [levelling(from), levelling(to)]
  const source = from.map((each) => mapped(here, each))
  const target = to.map((each) => mapped(there, each))
  let found = linear(source, target)
  for (let step = 0; step < 4 && found !== null; step++) found = closer(found, source, target)
  if (found === null) return null
  const whole = times(times(inverse(there), found), here)
  return whole.map((each) => each / whole[8]) as unknown as Matrix
}

/** Moves points' middle to the origin and their mean distance to 1. */
function levelling(points: readonly Point[]): Matrix {
  const [x, y] = [mean(points.map((each) => each[0])), mean(points.map((each) => each[1]))]
  const far = mean(points.map((each) => Math.hypot(each[0] - x, each[1] - y))) || 1
  return [1 / far, 0, -x / far, 0, 1 / far, -y / far, 0, 0, 1]
}

function linear(from: readonly Point[], to: readonly Point[]): Matrix | null {
  const rows: number[][] = []
  const sides: number[] = []
  from.forEach(([x, y], at) => {
    const [u, v] = to[at] ?? [0, 0]
    rows.push([x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y])
    sides.push(u, v)
  })
  const found = leastSquares(rows, sides)
  return found === null ? null : ([...found, 1] as unknown as Matrix)
}

function closer(matrix: Matrix, from: readonly Point[], to: readonly Point[]): Matrix | null {
  const rows: number[][] = []
  const left: number[] = []
  from.forEach(([x, y], at) => {
    const [u, v] = mapped(matrix, [x, y])
    const [wantedU, wantedV] = to[at] ?? [0, 0]
    const depth = matrix[6] * x + matrix[7] * y + matrix[8]
    const [p, q, one] = [x / depth, y / depth, 1 / depth]
    rows.push([p, q, one, 0, 0, 0, -u * p, -u * q], [0, 0, 0, p, q, one, -v * p, -v * q])
    left.push(wantedU - u, wantedV - v)
  })
  const step = leastSquares(rows, left)
  return step === null ? null : (matrix.map((each, at) => each + (step[at] ?? 0)) as unknown as Matrix)
}

/** The x with the least |rows x - sides|, by normal equations; null where they tell none. */
export function leastSquares(rows: readonly (readonly number[])[], sides: readonly number[]): number[] | null {
  const count = rows[0]?.length ?? 0
  const normal = Array.from({ length: count }, () => new Array<number>(count + 1).fill(0))
  rows.forEach((row, at) => {
    const side = sides[at] ?? 0
    normal.forEach((line, i) => {
      const weight = row[i] ?? 0
      if (weight === 0) return
      row.forEach((each, j) => { line[j] = (line[j] ?? 0) + weight * each })
      line[count] = (line[count] ?? 0) + weight * side
    })
  })
  return solved(normal)
}

/** Gauss with the largest pivot; the last column is the right side. */
function solved(lines: number[][]): number[] | null {
  const count = lines.length
  for (let column = 0; column < count; column++) {
    let best = column
    for (let row = column + 1; row < count; row++) {
      if (Math.abs(lines[row]?.[column] ?? 0) > Math.abs(lines[best]?.[column] ?? 0)) best = row
    }
    const [one, other] = [lines[column] ?? [], lines[best] ?? []]
    if (Math.abs(other[column] ?? 0) < 1e-12) return null
    lines[column] = other
    if (best !== column) lines[best] = one
    eliminate(lines, column)
  }
  return lines.map((line, at) => (line[count] ?? 0) / (line[at] ?? 1))
}

function eliminate(lines: number[][], column: number): void {
  const pivot = lines[column] ?? []
  lines.forEach((line, row) => {
    const share = (line[column] ?? 0) / (pivot[column] ?? 1)
    if (row === column || share === 0) return
    for (let at = column; at < line.length; at++) line[at] = (line[at] ?? 0) - share * (pivot[at] ?? 0)
  })
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / Math.max(values.length, 1)
}
