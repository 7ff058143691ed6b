// From one matrix for a page to a place for each of its fields, by what is printed there.
//
// In: a photo, a page, the page's matrix from its fiducials. Out: a place a field. Invariant: a mark is moved no
// further than the matrix may be off, so that nothing slips to the next line or column. The steps and the numbers are
// those of `sirekap.reading.lay_fields`, so that phone and server look at the same places.

import { Fit, correlation } from './correlate.ts'
import { peak } from './peak.ts'
import type { Window } from './correlate.ts'
import { blockArea, bottom, boxArea, centre, grown, right } from './form.ts'
import type { Field, Page, Point, Rect } from './form.ts'
import { inkOf, levelled, rectify } from './ink.ts'
import type { FlatPage } from './lay-flat.ts'
import { SAME, inverse, leastSquares, moved, times } from './matrix.ts'
import type { Matrix } from './matrix.ts'
import { printedInk } from './printed.ts'
import { halved } from './raster.ts'
import type { Grey, Raster } from './raster.ts'

const DENSITY = 3
const BLUR_MM = 0.35
/** How far a part may lie off its block: less than half the way to the next line of bubbles. */
const SLACK_MM = 2
/** A field that agrees with the print so much less than the best has been missed: paper curls further. */
const ASTRAY = 0.2
const FURTHER_MM = 5
/** Least correlation of a half of a tally grid with its lines. */
const GRID_SCORE = 0.25
const STRIP_MM = 1.2
const BOX_MM = 0.6
/** How strongly paper resists a slant, mm². */
const STIFFNESS = 60
const BAND_LINES = 4
const BAND_STEP = 3
const BAND_MM = 0.6

export interface FieldPlace {
  readonly matrix: Matrix
  /** How well the printed lines agree with the photo, 0 to 1. */
  readonly agreement: number
  readonly boxes: Matrix
  /** One for the bubbles of each digit; none without bubbles. */
  readonly bubbles: readonly Matrix[]
  /** Null where there is no tally grid, or its lines were not found. */
  readonly tally: Matrix | null
}

/** How far a part of the page lies from where the matrix puts it, millimetres, and how well it fits. */
interface Shift {
  readonly x: number
  readonly y: number
  readonly score: number
}

const HERE: Shift = { x: 0, y: 0, score: 0 }

/** Places every field of a page; one that fits far worse than the best is looked for further away. */
export function layFields(photo: Grey, page: Page, flat: FlatPage): ReadonlyMap<string, FieldPlace> {
  const found = new Map(page.fields.map((field) => [field.name, layField(photo, page, field, flat.matrix, flat.reach)]))
  const best = Math.max(0, ...[...found.values()].map((each) => each.agreement))
  for (const field of page.fields) {
    let place = found.get(field.name)!
    if (place.agreement < best - ASTRAY) {
      const further = layField(photo, page, field, flat.matrix, FURTHER_MM)
      if (further.agreement > place.agreement) place = further
    }
    const tally = field.tally === null ? null : layGrid(photo, page, field.tally.grid, flat.matrix)
    found.set(field.name, { ...place, tally })
  }
  return found
}

function layGrid(photo: Grey, page: Page, grid: Rect, matrix: Matrix): Matrix | null {
  const window = new Piece(photo, page, grown(grid, FURTHER_MM + 1), matrix, DENSITY / 2)
  const half = grid.width / 2
  const halves = [0, 1].map((n) => grown({ ...grid, left: grid.left + half * n, width: half }, 0.8))
  const shifts = halves.map((each) => window.shift(each, HERE, FURTHER_MM))
  if (shifts.some((each) => each.score < GRID_SCORE)) return null
  return times(matrix, slant(halves.map(centre), shifts))
}

function layField(photo: Grey, page: Page, field: Field, matrix: Matrix, reach: number): FieldPlace {
  const area = blockArea(field)
  const window = new Piece(photo, page, grown(area, reach + SLACK_MM), matrix, DENSITY)
  const block = window.coarse().shift(area, HERE, reach)
  const strip = window.shift(boxArea(field), block, STRIP_MM)
  const boxes = field.boxes.map((box) => window.shift(grown(box, 1.2), strip, BOX_MM))
  const middles = field.boxes.map(centre)
  const bands = bandsOf(field)
  const lines = bands.map((band) => window.shift(band, block, SLACK_MM))
  const whole = slant([...middles, ...bands.map(centre)], [...boxes, ...lines])
  return {
    matrix: times(matrix, whole),
    agreement: Math.max(window.agreement(area, whole), 0),
    boxes: times(matrix, slant(middles, boxes)),
    bubbles: bands.length ? digitMoves(field, bands, lines).map((move) => times(matrix, move)) : [],
    tally: null,
  }
}

/** The photographed and the printed ink of one piece of the page, in one raster of its area. */
class Piece {
  private readonly area: Rect
  private readonly ink: Raster
  private readonly print: Raster

  constructor(photo: Grey, page: Page, area: Rect, matrix: Matrix, density: number, rasters?: readonly [Raster, Raster]) {
    this.area = area
    if (rasters !== undefined) {
      [this.ink, this.print] = rasters
      return
    }
    const flat = rectify(photo, matrix, area, density)
    this.ink = levelled(inkOf(flat, density, BLUR_MM), flat.reach)
    this.print = printedInk(page, area, density, BLUR_MM)
  }

  /** The same at half the density: far to look for a whole block, fine enough to go on from. */
  coarse(): Piece {
    const rasters = [halved(this.ink), halved(this.print)] as const
    return new Piece(NOTHING, NO_PAGE, this.area, SAME, 0, rasters)
  }

  /** Looks for the print of `part` within `reach` of `start`. */
  shift(part: Rect, start: Shift, reach: number): Shift {
    const [across, down] = this.density()
    const { width, height } = this.ink
    const window = this.windowOf(part, across, down)
    const farX = Math.round(reach * across)
    const farY = Math.round(reach * down)
    const x = clamped(Math.round(start.x * across), farX - window.left, width - window.left - window.width - farX)
    const y = clamped(Math.round(start.y * down), farY - window.top, height - window.top - window.height - farY)
    const fit = new Fit(this.ink, this.print, window, window.left + x, window.top + y, farX, farY)
    const found = peak(fit, across)
    return { x: (x - farX + found.x) / across, y: (y - farY + found.y) / down, score: found.score }
  }

  /** The correlation of print and photo over `part`, moved by `move` (page millimetres). */
  agreement(part: Rect, move: Matrix): number {
    const [across, down] = this.density()
    const { area, print } = this
    const width = Math.round(part.width * across)
    const height = Math.round(part.height * down)
    const left = Math.round((part.left - area.left) * across)
    const top = Math.round((part.top - area.top) * down)
    const place: Matrix = [across, 0, -across * area.left - 0.5, 0, down, -down * area.top - 0.5, 0, 0, 1]
    const step = times(times(times(place, move), inverse(place)), moved(left, top))
    const taken = sampled(this.ink, step, width, height)
    const wanted = new Float32Array(width * height)
    for (let row = 0; row < height; row++) {
      const from = (top + row) * print.width + left
      wanted.set(print.values.subarray(from, from + width), row * width)
    }
    return correlation(taken, wanted)
  }

  private windowOf(part: Rect, across: number, down: number): Window {
    const left = Math.round((part.left - this.area.left) * across)
    const top = Math.round((part.top - this.area.top) * down)
    const width = Math.round((right(part) - this.area.left) * across) - left
    return { left, top, width, height: Math.round((bottom(part) - this.area.top) * down) - top }
  }

  private density(): readonly [number, number] {
    return [this.ink.width / this.area.width, this.ink.height / this.area.height]
  }
}

const NOTHING: Grey = { pixels: new Uint8Array(1), width: 1, height: 1 }
const NO_PAGE: Page = { number: 0, width: 1, height: 1, fiducials: [], fields: [], qr: null, lines: [] }

/** A raster as an affine matrix shows it; nothing beyond the edge. */
function sampled(raster: Raster, [a, b, c, d, e, f]: Matrix, width: number, height: number): Float32Array {
  const out = new Float32Array(width * height)
  const { values, width: wide, height: high } = raster
  const level = (x: number, y: number): number => (x < 0 || y < 0 || x >= wide || y >= high ? 0 : values[y * wide + x]!)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const px = a * x + b * y + c
      const py = d * x + e * y + f
      const left = Math.floor(px)
      const top = Math.floor(py)
      const [fx, fy] = [px - left, py - top]
      if (left >= 0 && top >= 0 && left < wide - 1 && top < high - 1) {
        const one = top * wide + left
        const upper = values[one]! + fx * (values[one + 1]! - values[one]!)
        const lower = values[one + wide]! + fx * (values[one + wide + 1]! - values[one + wide]!)
        out[at] = upper + fy * (lower - upper)
        continue
      }
      const upper = level(left, top) + fx * (level(left + 1, top) - level(left, top))
      const lower = level(left, top + 1) + fx * (level(left + 1, top + 1) - level(left, top + 1))
      out[at] = upper + fy * (lower - upper)
    }
  }
  return out
}

function clamped(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}

/** One small affine move, page millimetres to page millimetres, fitted to single shifts at places. */
function slant(places: readonly Point[], shifts: readonly Shift[]): Matrix {
  const middle: Point = [
    places.reduce((sum, each) => sum + each[0], 0) / places.length,
    places.reduce((sum, each) => sum + each[1], 0) / places.length,
  ]
  const weights = shifts.map((each) => Math.sqrt(Math.max(each.score, 0.05)))
  const stiff = Math.sqrt(STIFFNESS)
  const rows = places.map(([x, y], at) => {
    const weight = weights[at]!
    return [(x - middle[0]) * weight, (y - middle[1]) * weight, weight]
  })
  const known = [...rows, [stiff, 0, 0], [0, stiff, 0]]
  const along = (pick: (shift: Shift) => number): readonly number[] => {
    return leastSquares(known, [...shifts.map((each, at) => pick(each) * weights[at]!), 0, 0]) ?? [0, 0, 0]
  }
  const [xx, xy, x] = along((each) => each.x) as [number, number, number]
  const [yx, yy, y] = along((each) => each.y) as [number, number, number]
  return [
    1 + xx, xy, x + middle[0] - (1 + xx) * middle[0] - xy * middle[1],
    yx, 1 + yy, y + middle[1] - yx * middle[0] - (1 + yy) * middle[1],
    0, 0, 1,
  ]
}

/** Overlapping bands of BAND_LINES lines of bubbles, from top to bottom; none without bubbles. */
function bandsOf(field: Field): readonly Rect[] {
  const marks = field.bubbles.flat()
  if (!marks.length) return []
  const lines = [...new Set(marks.map((mark) => mark.top))].sort((one, other) => one - other)
  const last = Math.max(lines.length - BAND_LINES, 0)
  const starts = new Set<number>()
  for (let start = 0; start < last; start += BAND_STEP) starts.add(start)
  starts.add(last)
  const left = Math.min(...marks.map((mark) => mark.left))
  const width = Math.max(...marks.map(right)) - left
  return [...starts].sort((one, other) => one - other).map((start) => {
    const top = lines[start]!
    const low = lines[Math.min(start + BAND_LINES, lines.length) - 1]!
    return grown({ left, top, width, height: low - top + marks[0]!.height }, BAND_MM)
  })
}

/** A move for the bubbles of every digit, between those of the bands above and below. */
function digitMoves(field: Field, bands: readonly Rect[], shifts: readonly Shift[]): readonly Matrix[] {
  const middles = bands.map((band) => centre(band)[1])
  return (field.bubbles[0] ?? []).map((bubble) => {
    const place = centre(bubble)[1]
    return moved(between(place, middles, shifts.map((each) => each.x)), between(place, middles, shifts.map((each) => each.y)))
  })
}

/** The value at `place` on the line through the points; that of the nearest beyond them. */
function between(place: number, at: readonly number[], values: readonly number[]): number {
  const next = at.findIndex((each) => each > place)
  if (next === 0) return values[0]!
  if (next < 0) return values[values.length - 1]!
  const [low, high] = [at[next - 1]!, at[next]!]
  return values[next - 1]! + ((place - low) / (high - low)) * (values[next]! - values[next - 1]!)
}
