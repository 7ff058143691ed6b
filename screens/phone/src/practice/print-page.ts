/**
 * A page as it comes from the printer, drawn from the form's own data: nothing of it is a picture that is kept.
 *
 * In: a page, the station it is printed for, the tags' list. Out: the page on a canvas whose unit is the millimetre.
 * Invariant: every position comes from the form. Not done here: what an official writes on it.
 */

import qrcode from 'qrcode-generator'
import type { Field, Fiducial, Rect, Tally } from '@sirekap/kit/reading/form'
import { CELLS, codesOf } from '@sirekap/kit/reading/tag-code'
import type { Packet } from '../keep/packet'
import { INKS, bar, frame, oval, type Pen, type PrintedPage, type Slot, type Tint } from './paper'
import { caption } from './print-words'

export interface Print {
  readonly page: PrintedPage
  readonly form: string
  readonly packet: Packet
  /** The family's list of tags, a hexadecimal word a line. */
  readonly tags: string
}

const NAMED = 10
const RING = 0.25
const GREY_LINE = 0.25
const GUIDE_LINE = 0.55

export function printPage(pen: Pen, print: Print): void {
  const { page } = print
  page.tints.forEach((each) => tint(pen, each))
  page.fields.forEach((each) => printField(pen, page, each))
  page.station_boxes.forEach((each) => frame(pen, each, page.box_border, INKS.black))
  page.lines.forEach((each) => bar(pen, each, INKS.black))
  const codes = codesOf(print.tags, page.fiducials.map((each) => each.id))
  page.fiducials.forEach((each) => fiducial(pen, each, codes.get(each.id) ?? ''))
  page.captions.forEach((each) => caption(pen, each))
  page.slots.forEach((each) => slot(pen, each, print))
  if (page.qr) code(pen, page.qr, pageText(print))
}

function tint(pen: Pen, { ink, rect, shape }: Tint): void {
  if (ink === 'dots') return dotted(pen, rect)
  pen.fillStyle = pen.strokeStyle = INKS[ink]
  if (shape === 'bar') bar(pen, rect, INKS[ink])
  else if (shape === 'arrow') arrow(pen, rect)
  else {
    oval(pen, rect, shape === 'ring' ? RING / 2 : 0)
    pen.lineWidth = RING
    if (shape === 'ring') pen.stroke()
    else pen.fill()
  }
}

function dotted(pen: Pen, { left, top, width, height }: Rect): void {
  pen.save()
  pen.strokeStyle = INKS.dots
  pen.lineWidth = height
  pen.lineCap = 'round'
  pen.setLineDash([0, height * 3.4])
  pen.beginPath()
  pen.moveTo(left, top + height / 2)
  pen.lineTo(left + width, top + height / 2)
  pen.stroke()
  pen.restore()
}

function arrow(pen: Pen, { left, top, width, height }: Rect): void {
  const corners = [[0, 0.4], [0.55, 0.4], [0.55, 0], [1, 0.5], [0.55, 1], [0.55, 0.6], [0, 0.6]] as const
  pen.beginPath()
  for (const [x, y] of corners) pen.lineTo(left + width * x, top + height * y)
  pen.fill()
}

function printField(pen: Pen, page: PrintedPage, field: Field): void {
  if (field.tally) printTally(pen, field.tally)
  for (const box of field.boxes) {
    guide(pen, box)
    frame(pen, box, page.box_border, INKS.black)
  }
  for (const column of field.bubbles) column.forEach((each, digit) => bubble(pen, page, each, digit))
}

/** The pale figure 8 that leads the pen. */
function guide(pen: Pen, { left, top, width, height }: Rect): void {
  const [x, y, wide, high] = [left + width * 0.27, top + height * 0.17, width * 0.46, height * 0.66]
  pen.strokeStyle = INKS.guide
  pen.lineWidth = GUIDE_LINE
  pen.strokeRect(x, y, wide, high)
  pen.beginPath()
  pen.moveTo(x, y + high / 2)
  pen.lineTo(x + wide, y + high / 2)
  pen.stroke()
}

function bubble(pen: Pen, page: PrintedPage, place: Rect, digit: number): void {
  oval(pen, place, page.bubble_border / 2)
  pen.strokeStyle = INKS.black
  pen.lineWidth = page.bubble_border
  pen.stroke()
  const size = (place.height * 0.66 * 72) / 25.4
  caption(pen, { align: 'centre', box: place, face: 'regular', ink: page.bubble_digits, size, text: String(digit) })
}

function printTally(pen: Pen, { grid, columns, rows, row_totals }: Tally): void {
  for (let column = 1; column < columns; column++) {
    bar(pen, { left: grid.left + (grid.width * column) / columns - GREY_LINE / 2, top: grid.top, width: GREY_LINE, height: grid.height }, INKS.grey)
  }
  for (let row = 1; row < rows; row++) {
    bar(pen, { left: grid.left, top: grid.top + (grid.height * row) / rows - GREY_LINE / 2, width: grid.width, height: GREY_LINE }, INKS.grey)
  }
  for (const cell of row_totals.flat()) frame(pen, cell, GREY_LINE, INKS.grey)
}

function fiducial(pen: Pen, { kind, rect }: Fiducial, cells: string): void {
  const { left, top, width, height } = rect
  if (kind === 'corner_squares') {
    bar(pen, { left, top, width: width / 2, height: height / 2 }, INKS.black)
    bar(pen, { left: left + width / 2, top: top + height / 2, width: width / 2, height: height / 2 }, INKS.black)
    return
  }
  bar(pen, rect, INKS.black)
  if (kind === 'row_mark') return
  const [wide, high, inner] = [width / CELLS, height / CELLS, CELLS - 2]
  Array.from(cells).forEach((cell, at) => {
    if (cell === '1') bar(pen, { left: left + wide * ((at % inner) + 1), top: top + high * (Math.floor(at / inner) + 1), width: wide, height: high }, '#fff')
  })
}

function slot(pen: Pen, { name, box, face, size }: Slot, { page, packet, form }: Print): void {
  const { code: station, regions } = packet.station
  const number = station.slice(NAMED)
  const write = (at: Rect, text: string, align: 'left' | 'centre') => caption(pen, { align, box: at, face, ink: 'black', size, text })
  const region = ['province', 'regency', 'district', 'village'].indexOf(name)
  if (region >= 0) write(box, regions[region]?.name ?? '', 'left')
  else if (name === 'station') write(box, number, 'left')
  else if (name === 'digits') page.station_boxes.forEach((each, at) => write(each, number[at] ?? '', 'centre'))
  else if (name === 'code') write(box, `Formulir ${short(form)}  Pemilihan ${short(packet.election.id)}  TPS ${station}`, 'left')
}

const short = (hash: string): string => hash.slice(0, NAMED).toUpperCase()

const pageText = ({ page, form, packet }: Print): string =>
  `S1:${short(form)}:${page.number}:${short(packet.election.id)}:${packet.station.code}`

function code(pen: Pen, place: Rect, text: string): void {
  const made = qrcode(0, 'Q')
  made.addData(text, 'Alphanumeric')
  made.make()
  const count = made.getModuleCount()
  const cell = place.width / count
  for (let at = 0; at < count * count; at++) {
    const [row, column] = [Math.floor(at / count), at % count]
    if (made.isDark(row, column)) bar(pen, { left: place.left + column * cell, top: place.top + row * cell, width: cell, height: cell }, INKS.black)
  }
}
