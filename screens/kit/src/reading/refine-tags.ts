// Brings a tag's corners to a fraction of a pixel: where straight lines through its black border meet.
//
// In: a grey photo, corners that are right to a cell. Out: corners. Invariant: a corner is moved by less than a cell;
// the steps are those of `sirekap.reading.find_fiducials`, so that phone and server lay a page flat alike.

import type { Point } from './form.ts'
import type { Quad } from './outlines.ts'
import { levelAt } from './raster.ts'
import type { Grey } from './raster.ts'
import { CELLS } from './tag-code.ts'

const DEPTHS = 25
const PLACES = 24
/** Cells outside and inside of the border that are looked at, twice, the second time closer. */
const ROUNDS = [[-0.6, 1.1], [-0.5, 0.5]] as const
/** Huber's bound: points further off count less. */
const HUBER = 1.345

interface Line {
  readonly point: Point
  readonly direction: Point
}

export function refined(photo: Grey, quad: Quad): Quad {
  let corners = quad
  const cell = sideOf(quad) / CELLS
  for (const [outward, inward] of ROUNDS) {
    const depths = spaced(outward * cell, inward * cell, DEPTHS)
    const sides = [0, 1, 2, 3].map((n) => edge(photo, corners, n, depths))
    corners = corners.map((corner, n) => {
      const found = meeting(sides[(n + 3) % 4]!, sides[n]!)
      return found !== null && Math.hypot(found[0] - corner[0], found[1] - corner[1]) <= cell ? found : corner
    }) as unknown as Quad
  }
  return corners
}

/** The mean length of a quadrilateral's sides. */
export function sideOf(quad: Quad): number {
  return quad.reduce((sum, [x, y], at) => sum + Math.hypot(x - quad[(at + 1) % 4]![0], y - quad[(at + 1) % 4]![1]), 0) / 4
}

/** The line where white paper turns into the tag's black border, along the side from corner `n`. */
function edge(photo: Grey, corners: Quad, n: number, depths: readonly number[]): Line {
  const [start, end] = [corners[n]!, corners[(n + 1) % 4]!]
  const middle: Point = [mean(corners.map((each) => each[0])), mean(corners.map((each) => each[1]))]
  const along: Point = [end[0] - start[0], end[1] - start[1]]
  const length = Math.hypot(...along)
  const sign = (-along[1] * (middle[0] - start[0]) + along[0] * (middle[1] - start[1])) < 0 ? -1 : 1
  const inward: Point = [(-along[1] / length) * sign, (along[0] / length) * sign]
  const points = spaced(0.08, 0.92, PLACES).map((share): Point => {
    const [x, y] = [start[0] + share * along[0], start[1] + share * along[1]]
    const depth = fall(depths.map((each) => levelAt(photo, x + each * inward[0], y + each * inward[1])), depths)
    return [x + depth * inward[0], y + depth * inward[1]]
  })
  return fitted(points)
}

/** The depth at which levels fall, the mean of all falls by their squares. */
function fall(levels: readonly number[], depths: readonly number[]): number {
  let [whole, sum] = [0, 0]
  for (let at = 0; at + 1 < levels.length; at++) {
    const weight = Math.max(levels[at]! - levels[at + 1]!, 0) ** 2 + 1e-6
    whole += weight
    sum += (weight * (depths[at]! + depths[at + 1]!)) / 2
  }
  return sum / whole
}

/** The line through points, those far off counting less (Huber 1964, reweighted until it stands still). */
function fitted(points: readonly Point[]): Line {
  let line = through(points, points.map(() => 1))
  for (let round = 0; round < 30; round++) {
    const { point, direction } = line
    const weights = points.map(([x, y]) => {
      const off = Math.abs((x - point[0]) * direction[1] - (y - point[1]) * direction[0])
      return off < HUBER ? 1 : HUBER / off
    })
    const next = through(points, weights)
    const turned = Math.abs(next.direction[0] * direction[1] - next.direction[1] * direction[0])
    line = next
    if (turned < 1e-7) break
  }
  return line
}

function through(points: readonly Point[], weights: readonly number[]): Line {
  const whole = weights.reduce((sum, each) => sum + each, 0)
  const at = (pick: 0 | 1): number => points.reduce((sum, each, n) => sum + each[pick] * weights[n]!, 0) / whole
  const [x, y] = [at(0), at(1)]
  let [xx, xy, yy] = [0, 0, 0]
  points.forEach((each, n) => {
    const [dx, dy] = [each[0] - x, each[1] - y]
    xx += weights[n]! * dx * dx
    xy += weights[n]! * dx * dy
    yy += weights[n]! * dy * dy
  })
  const turn = Math.atan2(2 * xy, xx - yy) / 2
  return { point: [x, y], direction: [Math.cos(turn), Math.sin(turn)] }
}

/** Where two lines meet; null where they run side by side. */
function meeting(one: Line, other: Line): Point | null {
  const cross = one.direction[0] * other.direction[1] - one.direction[1] * other.direction[0]
  if (Math.abs(cross) < 1e-3) return null
  const [dx, dy] = [other.point[0] - one.point[0], other.point[1] - one.point[1]]
  const step = (dx * other.direction[1] - dy * other.direction[0]) / cross
  return [one.point[0] + step * one.direction[0], one.point[1] + step * one.direction[1]]
}

function spaced(from: number, to: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => from + ((to - from) * at) / (count - 1))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length
}
