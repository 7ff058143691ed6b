// The C.HASIL SALINAN as a PDF, made on the phone: the server drew it but for its numbers and left room in it.
//
// In: a `CopyPaper` from the server, the numbers of a signed claim, what is said of the claim at the foot. Out: the
// bytes of a PDF. Invariant: only the room is written to, so nothing else of the file moves and no table of it need be
// made anew; a number that a field's boxes cannot hold is refused, never cut. docs/station-packet.md draws the paper.

import { fromBase64url } from '../keys/bytes.ts'
import type { Bytes } from '../keys/bytes.ts'
import type { Rect } from '../reading/form.ts'
import { terbilang } from './terbilang.ts'

export interface CopyField {
  readonly boxes: readonly Rect[]
  /** `bubbles[i][d]` is the bubble of digit d for box i; empty where the copy has none. */
  readonly bubbles: readonly (readonly Rect[])[]
  /** The line on which the number is written in words, where there is one. */
  readonly words: readonly Rect[]
}

export interface CopyPage {
  readonly number: number
  /** Millimetres. */
  readonly height: number
  /** Where the room begins in the PDF's bytes, and how long it is. */
  readonly room: readonly [number, number]
  readonly fields: Readonly<Record<string, CopyField>>
  /** Where the page's own code line stands. */
  readonly foot: Rect | null
}

export interface CopyPaper {
  readonly name: string
  readonly hash: string
  /** Base 64 for addresses. */
  readonly pdf: string
  readonly pages: readonly CopyPage[]
  /** The PDF's name for the face, and widths and height of its signs in thousandths of their size. */
  readonly font: string
  readonly digit: number
  readonly cross: number
  readonly cap_height: number
}

/** A number does not fit the boxes that its field has on the copy. */
export class NoRoomError extends Error {
  readonly field: string

  constructor(field: string) {
    super(field)
    this.field = field
  }
}

const POINTS = 72 / 25.4
/** Part of a box's height that a digit is tall. */
const TALL = 0.62
/** Part of a bubble that is filled. */
const FILLED = 0.94
/** Thousandths of its size that the widest capital takes, and the largest size of a number in words. */
const WIDE_LETTER = 800
const MOST_WORDS = 12
/** Points of the lines at the foot, and millimetres from one to the next. */
const FOOT = 6
const FOOT_STEP = 2.7

/** Writes the numbers of `values` into the boxes, an X into those in front, and `foot` below the code of every page.
 *
 * A field that stands empty on the paper (null) or that nothing is said of stays empty.
 */
export function salinanPdf(
  paper: CopyPaper, values: ReadonlyMap<string, number | null>, foot: readonly string[],
): Bytes {
  const pdf = fromBase64url(paper.pdf)
  if (pdf === null) throw new TypeError('no PDF in the copy')
  for (const page of paper.pages) {
    const drawn = new TextEncoder().encode(numbersOf(paper, page, values) + footOf(paper, page, foot))
    const [start, size] = page.room
    if (drawn.length > size) throw new NoRoomError(`page ${page.number}`)
    pdf.set(drawn, start)
  }
  return pdf
}

function numbersOf(paper: CopyPaper, page: CopyPage, values: ReadonlyMap<string, number | null>): string {
  let words = ''
  let marks = ''
  for (const [name, field] of Object.entries(page.fields)) {
    const value = values.get(name)
    if (value === null || value === undefined) continue
    const digits = String(value)
    if (digits.length > field.boxes.length) throw new NoRoomError(name)
    const signs = digits.padStart(field.boxes.length, 'X')
    const size = Math.round(((field.boxes[0]?.height ?? 0) * TALL * POINTS * 1000) / paper.cap_height)
    words += `/${paper.font} ${size} Tf\n`
    field.boxes.forEach((box, at) => { words += signAt(paper, page, box, signs[at] ?? '', size) })
    field.bubbles.forEach((column, at) => { marks += markAt(page, column[signs[at] === 'X' ? 0 : Number(signs[at])]) })
    words += inWords(paper, page, field.words, value)
  }
  return `BT\n${words}ET\n1 J\n${marks}`
}

/** A bubble filled: a line of no length with a round end. */
function markAt(page: CopyPage, bubble: Rect | undefined): string {
  if (bubble === undefined) return ''
  const [x, y] = [(bubble.left + bubble.width / 2) * POINTS, (page.height - bubble.top - bubble.height / 2) * POINTS]
  const place = `${x.toFixed(1)} ${y.toFixed(1)}`
  return `${(bubble.width * FILLED * POINTS).toFixed(1)} w ${place} m ${place} l S\n`
}

/** The number in words, on the one line that there is for it; cells of single letters are left to the pen. */
function inWords(paper: CopyPaper, page: CopyPage, lines: readonly Rect[], value: number): string {
  const [line] = lines
  if (line === undefined || lines.length > 1) return ''
  const words = terbilang(value).toUpperCase()
  const widest = (words.length * WIDE_LETTER) / 1000
  const size = Math.min((line.width * POINTS) / widest, line.height * TALL * POINTS, MOST_WORDS)
  const y = (page.height - line.top - line.height / 2) * POINTS - (paper.cap_height * size) / 2000
  return `/${paper.font} ${size.toFixed(1)} Tf\n1 0 0 1 ${((line.left + 1) * POINTS).toFixed(1)} ${y.toFixed(1)} Tm (${words}) Tj\n`
}

function signAt(paper: CopyPaper, page: CopyPage, box: Rect, sign: string, size: number): string {
  const width = ((sign === 'X' ? paper.cross : paper.digit) * size) / 1000
  const x = box.left * POINTS + (box.width * POINTS - width) / 2
  const y = (page.height - box.top - box.height / 2) * POINTS - (paper.cap_height * size) / 2000
  return `1 0 0 1 ${x.toFixed(1)} ${y.toFixed(1)} Tm (${sign}) Tj\n`
}

function footOf(paper: CopyPaper, page: CopyPage, lines: readonly string[]): string {
  const { foot } = page
  if (foot === null || !lines.length) return ''
  const shown = lines.map((line, at) => {
    const y = (page.height - foot.top - foot.height - FOOT_STEP * (at + 1)) * POINTS
    return `1 0 0 1 ${(foot.left * POINTS).toFixed(1)} ${y.toFixed(1)} Tm (${escaped(line)}) Tj\n`
  })
  return `BT\n/${paper.font} ${FOOT} Tf\n${shown.join('')}ET\n`
}

/** A line of ASCII as PDF writes it; other letters become question marks. */
function escaped(line: string): string {
  return line.replace(/[^ -~]/g, '?').replace(/[\\()]/g, '\\$&')
}
