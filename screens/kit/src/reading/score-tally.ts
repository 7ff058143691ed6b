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
/** What a box of an unused row gives: as much as any sign at random. */
const UNUSED = 1 / 11

/** Whether the photo shows the whole grid. */
export function showsGrid(photo: Grey, tally: Tally, matrix: Matrix): boolean {
  return cornersOf(tally.grid).every((corner) => {
    const [x, y] = mapped(matrix, corner)
    return x >= 0 && y >= 0 && x <= photo.width && y <= photo.height
  })
}

/** The cells as the network takes them, row by row: ink against the paper of each. */
export function cellsOf(photo: Grey, tally: Tally, matrix: Matrix): Float32Array {
  const wide = tally.grid.width / tally.columns
  const high = tally.grid.height / tally.rows
  const across = (2 * CELL_WIDTH) / (1 + 2 * MARGIN)
  const down = (2 * CELL_HEIGHT) / (1 + 2 * MARGIN)
  const onto: Matrix = [
    wide / across, 0, tally.grid.left - MARGIN * wide, 0, high / down, tally.grid.top - MARGIN * high, 0, 0, 1,
  ]
  const width = Math.round((tally.columns - 1) * across) + 2 * CELL_WIDTH
  const height = Math.round((tally.rows - 1) * down) + 2 * CELL_HEIGHT
  const whole = warped(photo, times(matrix, onto), width, height)
  const size = CELL_WIDTH * CELL_HEIGHT
  const out = new Float32Array(tally.columns * tally.rows * size)
  for (let cell = 0; cell < tally.columns * tally.rows; cell++) {
    const left = Math.round((cell % tally.columns) * across)
    const top = Math.round(Math.floor(cell / tally.columns) * down)
    normalise(shrunkBy(cut(whole, left, top, 2 * CELL_WIDTH, 2 * CELL_HEIGHT), 2).pixels, out, cell * size)
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

/** The probability of each count, given the network's logits of all cells in order. */
export function strokeCounts(logits: Float32Array, marks: number): Float64Array {
  const cells = logits.length / CLASSES
  const logs = Array.from({ length: cells }, (_, cell) => {
    return softmax(logits.subarray(cell * CLASSES, (cell + 1) * CLASSES), 1)
      .map((share) => Math.log((1 - CELL_FLOOR) * share + CELL_FLOOR / CLASSES))
  })
  const full = running(logs.map((each) => each[marks]!))
  const empty = running(logs.map((each) => each[0]!).reverse()).reverse()
  return weighed(Float64Array.from({ length: cells * marks + 1 }, (_, count) => {
    const [cell, part] = [Math.floor(count / marks), count % marks]
    return full[cell]! + (part ? logs[cell]![part]! + empty[cell + 1]! : empty[cell]!)
  }))
}

/** The probability of each count by the small boxes beside the rows; `shares` are their classes, row by row. */
export function rowCounts(shares: readonly Float64Array[], rows: number, full: number): Float64Array {
  const logs = writtenStates(shares).map((states) => {
    return Array.from({ length: 10 }, (_, digit) => {
      const share = states[digit]! + (digit === 0 ? states[10]! : 0)
      return Math.log((1 - ROW_FLOOR) * share + ROW_FLOOR / 11)
    })
  })
  const width = logs.length / rows
  const said = (row: number, number: number): number => {
    let sum = 0
    for (let k = width - 1, left = number; k >= 0; k--, left = Math.floor(left / 10)) sum += logs[row * width + k]![left % 10]!
    return sum
  }
  const before = running(Array.from({ length: rows }, (_, row) => said(row, full)))
  const after = (row: number): number => (rows - row) * width * Math.log(UNUSED)
  return weighed(Float64Array.from({ length: rows * full + 1 }, (_, count) => {
    const [row, rest] = [Math.floor(count / full), count % full]
    return before[row]! + (rest ? said(row, rest) + after(row + 1) : after(row))
  }))
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
