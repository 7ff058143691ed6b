// Counts the strokes of a tally grid, and reads the sums beside its rows, each as a probability of every count.
//
// In: a photo, a tally grid and its matrix; what a small network says of its cells, what the page's graph says of its
// row sums. Out: distributions over counts from 0 on. Invariant: cells are filled one after the other, so one cell
// misread does not change a count. Numbers are those of `sirekap.reading.score_tally` and `score_rows`.

import { cornersOf } from './form.ts'
import type { Tally } from './form.ts'
import { mapped, times } from './matrix.ts'
import type { Matrix } from './matrix.ts'
import { cut, shrunkBy, warped } from './raster.ts'
import type { Grey } from './raster.ts'
import { writtenStates } from './posterior.ts'

/** Pixels across and down of a cell's crop. */
export const CELL_WIDTH = 40
export const CELL_HEIGHT = 28
/** 0 is a cell without strokes, empty or under a line; 1 to 5 are that many strokes. */
const CLASSES = 6
const MARGIN = 0.2
const CELL_FLOOR = 0.004
const ROW_FLOOR = 0.01
/** A row that shows the full number no more than so likely is not full. */
const UNLIKELY = 0.01
/** A cell is taken for empty where the network is so sure of it. */
const EMPTY = 0.95
/** So many empty cells at the end of a row, and no stroke follows. */
const AFTER = 6
/** What a box of an unused row gives: as much as any sign at random. */
const UNUSED = 1 / 11

/** Whether the photo shows the whole grid. */
export function showsGrid(photo: Grey, tally: Tally, matrix: Matrix): boolean {
  return cornersOf(tally.grid).every((corner) => {
    const [x, y] = mapped(matrix, corner)
    return x >= 0 && y >= 0 && x <= photo.width && y <= photo.height
  })
}

export interface Strokes {
  /** The probability of each count from 0 on. */
  readonly counts: Float64Array
  /** How many rows were looked at. */
  readonly rows: number
}

export interface PlacedTally {
  readonly tally: Tally
  readonly matrix: Matrix
}

/** Counts the strokes of grids, all together row by row, each as far as its strokes go; `network` gives six logits a
 * cell.
 */
export async function countCells(
  photo: Grey, grids: readonly PlacedTally[], network: (cells: Float32Array) => Promise<Float32Array>,
): Promise<readonly Strokes[]> {
  const seen = grids.map(({ tally }) => ({ cells: emptyCells(tally.columns * tally.rows), rows: 0, tally }))
  let left = [...grids.keys()].filter((at) => grids[at]!.tally.rows > 0)
  while (left.length) {
    const crops = left.map((at) => rowOf(photo, grids[at]!, seen[at]!.rows))
    const logits = await network(joined(crops))
    let cell = 0
    for (const at of left) {
      const { cells, rows, tally } = seen[at]!
      for (let column = 0; column < tally.columns; column++, cell++) {
        cells[rows * tally.columns + column] = softmax(logits.subarray(cell * CLASSES, (cell + 1) * CLASSES), 1)
      }
      seen[at]!.rows++
    }
    left = left.filter((at) => seen[at]!.rows < seen[at]!.tally.rows && !ended(seen[at]!.cells.slice(0, seen[at]!.rows * seen[at]!.tally.columns)))
  }
  return seen.map(({ cells, rows, tally }) => ({ counts: strokeCounts(cells, tally.marks), rows }))
}

/** Classes of cells without strokes. */
function emptyCells(count: number): Float64Array[] {
  return Array.from({ length: count }, () => Float64Array.from({ length: CLASSES }, (_, at) => (at === 0 ? 1 : 0)))
}

/** Whether the cells looked at so far show that strokes began, and ended. */
function ended(cells: readonly Float64Array[]): boolean {
  const empty = cells.map((each) => each[0]! > EMPTY)
  return empty.slice(-AFTER).every((each) => each) && !empty.every((each) => each)
}

/** The cells of a row as the network takes them: ink against the paper of each. */
function rowOf(photo: Grey, { tally, matrix }: PlacedTally, row: number): Float32Array {
  const wide = tally.grid.width / tally.columns
  const high = tally.grid.height / tally.rows
  const across = (2 * CELL_WIDTH) / (1 + 2 * MARGIN)
  const down = (2 * CELL_HEIGHT) / (1 + 2 * MARGIN)
  const onto: Matrix = [
    wide / across, 0, tally.grid.left - MARGIN * wide, 0, high / down, tally.grid.top + (row - MARGIN) * high, 0, 0, 1,
  ]
  const width = Math.round((tally.columns - 1) * across) + 2 * CELL_WIDTH
  const strip = warped(photo, times(matrix, onto), width, 2 * CELL_HEIGHT)
  const size = CELL_WIDTH * CELL_HEIGHT
  const out = new Float32Array(tally.columns * size)
  for (let column = 0; column < tally.columns; column++) {
    const cell = cut(strip, Math.round(column * across), 0, 2 * CELL_WIDTH, 2 * CELL_HEIGHT)
    normalise(shrunkBy(cell, 2).pixels, out, column * size)
  }
  return out
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(parts.reduce((sum, each) => sum + each.length, 0))
  let at = 0
  for (const each of parts) {
    out.set(each, at)
    at += each.length
  }
  return out
}

function normalise(pixels: Uint8Array, out: Float32Array, at: number): void {
  const sorted = Uint8Array.from(pixels).sort()
  const place = 0.9 * (sorted.length - 1)
  const low = Math.floor(place)
  const paper = Math.max(sorted[low]! + (place - low) * (sorted[low + 1]! - sorted[low]!), 8)
  for (let k = 0; k < pixels.length; k++) out[at + k] = Math.min(Math.max(1 - pixels[k]! / paper, -0.2), 1) * 3
}

/** The probability of each count, given the classes of all cells in order. */
function strokeCounts(cells: readonly Float64Array[], marks: number): Float64Array {
  const logs = cells.map((each) => each.map((share) => Math.log((1 - CELL_FLOOR) * share + CELL_FLOOR / CLASSES)))
  const full = running(logs.map((each) => each[marks]!))
  const empty = running(logs.map((each) => each[0]!).reverse()).reverse()
  return weighed(Float64Array.from({ length: cells.length * marks + 1 }, (_, count) => {
    const [cell, part] = [Math.floor(count / marks), count % marks]
    return full[cell]! + (part ? logs[cell]![part]! + empty[cell + 1]! : empty[cell]!)
  }))
}

/** The probability of each count by the small boxes beside the rows; `shares` are their classes, row by row. Where the
 * first rows alone were read, no count goes beyond them.
 */
export function rowCounts(shares: readonly Float64Array[], width: number, rows: number, full: number): Float64Array {
  const said = saying(shares, width)
  const read = shares.length / width
  const before = running(Array.from({ length: read }, (_, row) => said(row, full)))
  const after = (row: number): number => (read - row) * width * Math.log(UNUSED)
  const found = weighed(Float64Array.from({ length: read * full + 1 }, (_, count) => {
    const [row, rest] = [Math.floor(count / full), count % full]
    return before[row]! + (rest ? said(row, rest) + after(row + 1) : after(row))
  }))
  const whole = new Float64Array(rows * full + 1)
  whole.set(found)
  return whole
}

/** Whether the last of the rows in `shares` may show the number of a full one. */
export function mayBeFull(shares: readonly Float64Array[], width: number, full: number): boolean {
  return saying(shares.slice(-width), width)(0, full) > Math.log(UNLIKELY)
}

/** How likely a row shows a number, as a logarithm. */
function saying(shares: readonly Float64Array[], width: number): (row: number, number: number) => number {
  const logs = writtenStates(shares).map((states) => {
    return Array.from({ length: 10 }, (_, digit) => {
      const share = states[digit]! + (digit === 0 ? states[10]! : 0)
      return Math.log((1 - ROW_FLOOR) * share + ROW_FLOOR / 11)
    })
  })
  return (row, number) => {
    let sum = 0
    for (let k = width - 1, left = number; k >= 0; k--, left = Math.floor(left / 10)) sum += logs[row * width + k]![left % 10]!
    return sum
  }
}

/** Probabilities of logits, summing to 1. */
export function softmax(logits: ArrayLike<number>, temperature: number): Float64Array {
  const scaled = Float64Array.from(logits, (each) => each / temperature)
  const most = Math.max(...scaled)
  const shares = scaled.map((each) => Math.exp(each - most))
  const whole = shares.reduce((sum, each) => sum + each, 0)
  return shares.map((each) => each / whole)
}

function running(values: readonly number[]): number[] {
  let sum = 0
  return [0, ...values.map((each) => (sum += each))]
}

function weighed(logs: Float64Array): Float64Array {
  const most = logs.reduce((one, other) => Math.max(one, other), -Infinity)
  const weights = logs.map((each) => Math.exp(each - most))
  const whole = weights.reduce((sum, each) => sum + each, 0)
  return weights.map((each) => each / whole)
}
