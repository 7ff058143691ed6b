/** Words in their boxes, made smaller where they would not fit, as the printed form has them. */

import type { Rect } from '@sirekap/kit/reading/form'
import { INKS, type Caption, type Face, type Pen } from './paper'

/** Millimetres in a point. */
const POINT = 25.4 / 72
const LEAST = 3
const SMALLER = 0.96
/** From line to line, and the height of capitals, in sizes of the type. */
const LINE = 1.33
const CAPITALS = 0.71

const FACES: Readonly<Record<Face, string>> = { regular: '400', bold: '700', italic: 'italic 400' }

const typed = (pen: Pen, face: Face, size: number): void => {
  pen.font = `${FACES[face]} ${size * POINT}px "Open Sans", "Noto Sans", Roboto, sans-serif`
}

export function caption(pen: Pen, { align, box, face, ink, size, text }: Caption): void {
  pen.save()
  pen.fillStyle = INKS[ink]
  pen.textBaseline = 'alphabetic'
  if (align === 'upwards') {
    pen.translate(box.left, box.top + box.height)
    pen.rotate(-Math.PI / 2)
    setLines(pen, { left: 0, top: 0, width: box.height, height: box.width }, text, face, size, 'center')
  } else {
    setLines(pen, box, text, face, size, align === 'centre' ? 'center' : align)
  }
  pen.restore()
}

function setLines(pen: Pen, box: Rect, text: string, face: Face, wanted: number, align: CanvasTextAlign): void {
  const { size, lines } = fitted(pen, box, text, face, wanted)
  const step = size * POINT * LINE
  const whole = step * (lines.length - 1) + size * POINT * CAPITALS
  const first = box.top + (box.height - whole) / 2 + size * POINT * CAPITALS
  const x = { left: box.left, right: box.left + box.width, center: box.left + box.width / 2 }[align as 'left' | 'right' | 'center']
  pen.textAlign = align
  lines.forEach((line, at) => pen.fillText(line, x, first + at * step, box.width))
}

function fitted(pen: Pen, box: Rect, text: string, face: Face, wanted: number): { readonly size: number; readonly lines: readonly string[] } {
  let size = wanted
  for (;;) {
    typed(pen, face, size)
    const lines = text.split('\n').flatMap((each) => broken(pen, each, box.width))
    const height = size * POINT * (LINE * (lines.length - 1) + CAPITALS)
    const fits = height <= box.height + 0.2 && lines.every((each) => pen.measureText(each).width <= box.width)
    if (fits || size <= LEAST) return { size, lines }
    size *= SMALLER
  }
}

/** A line broken at spaces so that each part is at most so wide. */
function broken(pen: Pen, text: string, width: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word
    if (lines.length && pen.measureText(longer).width > width) lines.push(word)
    else lines.splice(Math.max(0, lines.length - 1), 1, longer)
  }
  return lines
}
