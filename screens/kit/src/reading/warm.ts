// Reads nothing once, so that the first photo is not the one that pays for the start: the browser makes machine code
// of what runs often, the networks lay out their memory, and the form's print is drawn and kept.
//
// In: a page and what reads. Out: nothing. Invariant: no reading comes of it; it takes about as long as one page.

import { glance } from './find-tags.ts'
import type { FormPage } from './identify.ts'
import { layFields } from './lay-fields.ts'
import type { Matrix } from './matrix.ts'
import { sharpness } from './quality.ts'
import { cut } from './raster.ts'
import type { Grey } from './raster.ts'
import { readFields } from './read-page.ts'
import type { Reader } from './read-page.ts'
import type { Codes } from './tag-code.ts'

/** Pixels a millimetre of the blank sheet: as a photo has them. */
const DENSITY = 4
const PAPER = 200
/** How far a field may be off its place on a page with four tags, as `lay-flat` has it. */
const REACH = 2
const QR_PIXELS = 200

export async function warm({ form, page }: FormPage, codes: Codes, reader: Reader): Promise<void> {
  const width = Math.round(page.width * DENSITY)
  const height = Math.round(page.height * DENSITY)
  const blank: Grey = { pixels: new Uint8Array(width * height).fill(PAPER), width, height }
  sharpness(blank)
  glance(blank, codes)
  await reader.qr(cut(blank, 0, 0, QR_PIXELS, QR_PIXELS))
  const matrix: Matrix = [DENSITY, 0, 0, 0, DENSITY, 0, 0, 0, 1]
  const places = layFields(blank, page, { matrix, residual: 0, reach: REACH })
  await readFields(blank, { form, page, places }, reader)
}
