/**
 * Everything printed on a page, as the form's data tells it; more than the reader needs, as people look at it too.
 *
 * All lengths are millimetres from the page's upper left corner; type sizes are points.
 */

import type { Page, Rect } from '@sirekap/kit/reading/form'

export interface Caption {
  readonly align: 'left' | 'centre' | 'right' | 'upwards'
  readonly box: Rect
  readonly face: Face
  readonly ink: Ink
  readonly size: number
  readonly text: string
}

export interface Slot {
  readonly name: string
  readonly box: Rect
  readonly face: Face
  readonly size: number
}

export interface Tint {
  readonly ink: Ink
  readonly rect: Rect
  readonly shape: 'bar' | 'ring' | 'disc' | 'arrow'
}

export type Face = 'regular' | 'bold' | 'italic'
export type Ink = 'black' | 'grey' | 'muted' | 'pale' | 'guide' | 'dots'

export interface PrintedPage extends Page {
  readonly box_border: number
  readonly bubble_border: number
  readonly bubble_digits: Ink
  readonly captions: readonly Caption[]
  readonly slots: readonly Slot[]
  readonly station_boxes: readonly Rect[]
  readonly tints: readonly Tint[]
}

export const INKS: Readonly<Record<Ink, string>> = {
  black: '#000',
  grey: '#bebebe',
  muted: '#8c8c8c',
  pale: '#e0e0e0',
  guide: '#ffd6aa',
  dots: '#000',
}

/** A canvas whose unit is the millimetre. */
export type Pen = CanvasRenderingContext2D

export function frame(pen: Pen, { left, top, width, height }: Rect, line: number, ink: string): void {
  pen.strokeStyle = ink
  pen.lineWidth = line
  pen.strokeRect(left + line / 2, top + line / 2, width - line, height - line)
}

export function bar(pen: Pen, { left, top, width, height }: Rect, ink: string): void {
  pen.fillStyle = ink
  pen.fillRect(left, top, width, height)
}

export function oval(pen: Pen, { left, top, width, height }: Rect, inset = 0): void {
  pen.beginPath()
  pen.ellipse(left + width / 2, top + height / 2, width / 2 - inset, height / 2 - inset, 0, 0, 2 * Math.PI)
}

export function polyline(pen: Pen, points: readonly (readonly [number, number])[]): void {
  pen.beginPath()
  points.forEach(([x, y], at) => (at ? pen.lineTo(x, y) : pen.moveTo(x, y)))
  pen.stroke()
}
