/**
 * What a careful official writes on a page: digits, an X in boxes that are not needed, bubbles, tally strokes.
 *
 * In: a page and its numbers. Out: ink on the canvas. Invariant: every mark says the number that it is given; the hand
 * wavers a little, always in the same way.
 */

import type { Field, Rect, Tally } from '@sirekap/kit/reading/form'
import { STROKES } from '@sirekap/kit/reading/digit-strokes'
import { oval, polyline, type Pen, type PrintedPage } from './paper'

const BLUE = '#1f2f86'
const NIB = 0.75
/** From foot to head of the strokes' figures. */
const UNITS = 21
/** Part of a box's height that a digit takes. */
const TALL = 0.62
const X: readonly (readonly (readonly [number, number])[])[] = [[[0.22, 0.2], [0.78, 0.8]], [[0.78, 0.2], [0.22, 0.8]]]

export function writePage(pen: Pen, page: PrintedPage, numbers: ReadonlyMap<string, number>): void {
  pen.strokeStyle = pen.fillStyle = BLUE
  pen.lineCap = pen.lineJoin = 'round'
  pen.lineWidth = NIB
  for (const field of page.fields) {
    const value = numbers.get(field.name)
    if (value !== undefined) writeField(pen, field, value)
  }
}

function writeField(pen: Pen, field: Field, value: number): void {
  const text = String(value).padStart(field.boxes.length, 'x')
  writeBoxes(pen, field.boxes, text)
  field.bubbles.forEach((column, at) => {
    const bubble = column[Number(text[at] === 'x' ? 0 : text[at])]
    if (!bubble) return
    oval(pen, bubble, NIB / 3)
    pen.fill()
  })
  if (field.tally) writeTally(pen, field.tally, value)
}

function writeBoxes(pen: Pen, boxes: readonly Rect[], text: string): void {
  boxes.forEach((box, at) => (text[at] === 'x' ? cross(pen, box) : digit(pen, box, Number(text[at]))))
}

function cross(pen: Pen, { left, top, width, height }: Rect): void {
  for (const line of X) polyline(pen, line.map(([x, y]) => [left + width * x, top + height * y]))
}

function digit(pen: Pen, { left, top, width, height }: Rect, figure: number): void {
  const [lean, scale] = [waver(left + top) * 0.08, (height * TALL) / UNITS]
  const [x, y] = [left + width * (0.5 + 0.05 * waver(top)), top + height * (0.5 + 0.04 * waver(left))]
  for (const stroke of STROKES[figure] ?? []) {
    const points: [number, number][] = []
    for (let at = 0; at + 1 < stroke.length; at += 2) {
      const [across, down] = [stroke[at] ?? 0, stroke[at + 1] ?? 0]
      points.push([x + (across * 0.82 - down * lean) * scale, y + down * scale])
    }
    polyline(pen, points)
  }
}

/** Between -1 and 1, as if by chance, and the same for the same place. */
const waver = (at: number): number => Math.sin(at * 12.9898) * Math.cos(at * 4.1414)

/** Groups of strokes cell by cell, the rest closed with a line, and each row's count beside it. */
function writeTally(pen: Pen, tally: Tally, count: number): void {
  const [wide, high] = [tally.grid.width / tally.columns, tally.grid.height / tally.rows]
  const cells = Math.ceil(count / tally.marks)
  for (let cell = 0; cell < cells; cell++) {
    const [row, column] = [Math.floor(cell / tally.columns), cell % tally.columns]
    const at = { left: tally.grid.left + column * wide, top: tally.grid.top + row * high, width: wide, height: high }
    group(pen, at, Math.min(tally.marks, count - cell * tally.marks))
  }
  close(pen, tally, cells)
  const full = tally.columns * tally.marks
  tally.row_totals.forEach((boxes, row) => {
    const marks = Math.min(full, count - row * full)
    if (marks > 0) writeBoxes(pen, boxes, String(marks).padStart(boxes.length, 'x'))
    else for (const box of boxes) cross(pen, box)
  })
}

function group(pen: Pen, { left, top, width, height }: Rect, marks: number): void {
  const bars = Math.min(marks, 4)
  for (let bar = 0; bar < bars; bar++) {
    const x = left + width * (0.24 + 0.14 * bar)
    polyline(pen, [[x, top + height * 0.22], [x + 0.2 * waver(x), top + height * 0.78]])
  }
  if (marks === 5) polyline(pen, [[left + width * 0.14, top + height * 0.66], [left + width * 0.8, top + height * 0.36]])
}

/** The Z over the cells left empty. */
function close(pen: Pen, { grid, columns, rows }: Tally, cells: number): void {
  const [row, column] = [Math.floor(cells / columns), cells % columns]
  if (row >= rows) return
  const [wide, high] = [grid.width / columns, grid.height / rows]
  const [left, right] = [grid.left + 0.4 * wide, grid.left + grid.width - 0.4 * wide]
  const start: [number, number] = [Math.min(grid.left + (column + 0.5) * wide, right - wide), grid.top + (row + 0.5) * high]
  const low = grid.top + grid.height - 0.3 * high
  const first: [number, number] = [right, start[1]]
  polyline(pen, low - start[1] < 0.5 * high ? [start, first] : [start, first, [left, low], [right, low]])
}
