// What the QR code of a page says of it: form, page, election, station; docs/forms.md.
//
// In: a grey picture and what reads QR codes. Out: a `PrintedIdentity`, or null where there is none or it is spoilt.
// Invariant: what was printed is told as it stands there, never corrected; it proves nothing, it only tells a reader
// what to look up.

import { grown } from './form.ts'
import type { Page } from './form.ts'
import { rectify } from './ink.ts'
import type { Matrix } from './matrix.ts'
import type { Grey } from './raster.ts'

export interface PrintedIdentity {
  /** First ten hexadecimal digits of the form's hash. */
  readonly form: string
  readonly page: number
  /** First ten hexadecimal digits of the election's id. */
  readonly election: string
  /** Thirteen digits; null on a form that was not printed for a station. */
  readonly station: string | null
}

/** Texts of the QR codes in a grey picture. */
export type QrReader = (picture: Grey) => Promise<readonly string[]>

/** Pixels a millimetre: a QR code of 25 mm and 33 cells has five pixels a cell. */
const DENSITY = 7
const MARGIN = 4
const PATTERN = /^S1:([0-9A-F]{10}):([1-9][0-9]?):([0-9A-F]{10}):(-|[0-9]{13})$/

export function parsePageText(text: string): PrintedIdentity | null {
  const match = PATTERN.exec(text)
  if (match === null) return null
  const [, form = '', page = '', election = '', station = ''] = match
  return {
    form: form.toLowerCase(), page: Number(page), election: election.toLowerCase(),
    station: station === '-' ? null : station,
  }
}

/** Reads the QR code where the page has it, else anywhere in the photo. */
export async function readPageCode(photo: Grey, page: Page, matrix: Matrix, qr: QrReader): Promise<PrintedIdentity | null> {
  if (page.qr === null) return null
  const { grey } = rectify(photo, matrix, grown(page.qr, MARGIN), DENSITY)
  for (const picture of [grey, photo]) {
    for (const text of await qr(picture)) {
      const printed = parsePageText(text)
      if (printed !== null) return printed
    }
  }
  return null
}
