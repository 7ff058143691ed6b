// The printed part of a page as ink: what the page looks like before anyone has written on it.
//
// In: a page of a form, an area of it, a density. Out: a raster of ink drawn from the form's data alone. Invariant: no
// picture of any form is kept. It is drawn finer and averaged, since lines are thinner than a pixel.

import { bottom, centre, grown, right } from './form.ts'
import type { Page, Rect } from './form.ts'
import { rasterSize } from './ink.ts'
import type { Raster } from './raster.ts'
import { blurred } from './smooth.ts'
import { STROKES } from './digit-strokes.ts'

const BOX_BORDER_MM = 0.55
const CIRCLE_MM = 0.3
const FINER = 4
/** Rings and the figures in them are printed lighter than lines. */
const RING = 200
const LINE = 255
const TEXT_SIZE = 0.45
/** Units in which the figures' strokes are given: 21 from foot to head. */
const UNITS = 21

const drawn = new WeakMap<Page, Map<string, Raster>>()

/** The printed ink of `area`; drawn once and kept with the page. */
export function printedInk(page: Page, area: Rect, density: number, blurMm: number): Raster {
  const kept = drawn.get(page) ?? new Map<string, Raster>()
  drawn.set(page, kept)
  const name = [area.left, area.top, area.width, area.height, density, blurMm].join(' ')
  const ink = kept.get(name) ?? draw(page, area, density, blurMm)
  kept.set(name, ink)
  return ink
}

function draw(page: Page, area: Rect, density: number, blurMm: number): Raster {
  const [width, height] = rasterSize(area, density)
  const canvas = new Canvas(width * FINER, height * FINER, area, density * FINER)
  const reach = grown(area, 2)
  for (const line of page.lines) if (touch(line, reach)) canvas.bar(line)
  for (const field of page.fields) {
    for (const box of field.boxes) if (touch(box, reach)) canvas.frame(box)
    for (const column of field.bubbles) {
      column.forEach((bubble, digit) => { if (touch(bubble, reach)) canvas.bubble(bubble, digit) })
    }
  }
  const ink = canvas.averaged(width, height)
  return blurMm * density > 0.3 ? blurred(ink, blurMm * density) : ink
}

function touch(one: Rect, other: Rect): boolean {
  return one.left < right(other) && other.left < right(one) && one.top < bottom(other) && other.top < bottom(one)
}

class Canvas {
  private readonly pixels: Uint8Array
  private readonly width: number
  private readonly height: number
  private readonly area: Rect
  private readonly density: number

  constructor(width: number, height: number, area: Rect, density: number) {
    this.pixels = new Uint8Array(width * height)
    this.width = width
    this.height = height
    this.area = area
    this.density = density
  }

  bar(rect: Rect): void {
    const [x0, y0] = [Math.round(this.x(rect.left) + 0.5), Math.round(this.y(rect.top) + 0.5)]
    const x1 = Math.max(Math.round(this.x(right(rect)) + 0.5) - 1, x0)
    const y1 = Math.max(Math.round(this.y(bottom(rect)) + 0.5) - 1, y0)
    for (let y = Math.max(y0, 0); y <= Math.min(y1, this.height - 1); y++) {
      this.pixels.fill(LINE, y * this.width + Math.max(x0, 0), y * this.width + Math.max(Math.min(x1 + 1, this.width), 0))
    }
  }

  frame({ left, top, width, height }: Rect): void {
    const thick = BOX_BORDER_MM
    this.bar({ left, top, width, height: thick })
    this.bar({ left, top: top + height - thick, width, height: thick })
    this.bar({ left, top, width: thick, height })
    this.bar({ left: left + width - thick, top, width: thick, height })
  }

  bubble(rect: Rect, digit: number): void {
    const [x, y] = [this.x(centre(rect)[0]), this.y(centre(rect)[1])]
    const thick = Math.max(Math.round(CIRCLE_MM * this.density), 1)
    this.ring(x, y, ((rect.width - CIRCLE_MM) / 2) * this.density, thick)
    const scale = (rect.height * TEXT_SIZE * this.density) / UNITS
    for (const stroke of STROKES[digit] ?? []) {
      for (let at = 0; at + 3 < stroke.length; at += 2) {
        const [ax, ay, bx, by] = [stroke[at]!, stroke[at + 1]!, stroke[at + 2]!, stroke[at + 3]!]
        this.line(x + ax * scale, y + ay * scale, x + bx * scale, y + by * scale, thick)
      }
    }
  }

  private ring(x: number, y: number, radius: number, thick: number): void {
    const far = radius + thick / 2 + 1
    this.shade(x - far, y - far, x + far, y + far, (px, py) => Math.abs(Math.hypot(px - x, py - y) - radius), thick)
  }

  private line(ax: number, ay: number, bx: number, by: number, thick: number): void {
    const [dx, dy] = [bx - ax, by - ay]
    const length = dx * dx + dy * dy || 1
    const far = thick / 2 + 1
    const away = (px: number, py: number): number => {
      const along = Math.min(Math.max(((px - ax) * dx + (py - ay) * dy) / length, 0), 1)
      return Math.hypot(px - ax - along * dx, py - ay - along * dy)
    }
    this.shade(Math.min(ax, bx) - far, Math.min(ay, by) - far, Math.max(ax, bx) + far, Math.max(ay, by) + far, away, thick)
  }

  /** Shades what is nearer than half of `thick`, one pixel soft. */
  private shade(
    left: number, top: number, far: number, low: number, away: (x: number, y: number) => number, thick: number,
  ): void {
    for (let y = Math.max(Math.floor(top), 0); y <= Math.min(Math.ceil(low), this.height - 1); y++) {
      for (let x = Math.max(Math.floor(left), 0); x <= Math.min(Math.ceil(far), this.width - 1); x++) {
        const share = Math.min(Math.max(thick / 2 + 0.5 - away(x, y), 0), 1)
        const at = y * this.width + x
        if (share > 0) this.pixels[at] = Math.max(this.pixels[at]!, RING * share)
      }
    }
  }

  averaged(width: number, height: number): Raster {
    const values = new Float32Array(width * height)
    const whole = LINE * FINER * FINER
    for (let y = 0; y < height * FINER; y++) {
      const to = Math.floor(y / FINER) * width
      for (let x = 0, from = y * this.width; x < width; x++, from += FINER) {
        values[to + x]! += this.pixels[from]! + this.pixels[from + 1]! + this.pixels[from + 2]! + this.pixels[from + 3]!
      }
    }
    for (let at = 0; at < values.length; at++) values[at]! /= whole
    return { values, width, height }
  }

  private x(mm: number): number {
    return this.density * (mm - this.area.left) - 0.5
  }

  private y(mm: number): number {
    return this.density * (mm - this.area.top) - 0.5
  }
}
