// The whole line: from a grey photo to a reading, or a refusal that says what to do again.
//
// In: a photo, the station's forms, what reads. Out: a `PageReading`, whose names are those of `sirekap read --json`.
// Invariant: a photo never throws; an error that comes out of here is a fault of the program.

import type { Fitted } from './fitted.ts'
import { cornersOf } from './form.ts'
import type { Page, Point } from './form.ts'
import { fusePage } from './fuse.ts'
import type { Fused } from './fuse.ts'
import { identify } from './identify.ts'
import type { FormSet, Sheet } from './identify.ts'
import type { FieldPlace } from './lay-fields.ts'
import { mapped } from './matrix.ts'
import type { Networks } from './networks.ts'
import type { QrReader } from './page-code.ts'
import { refuseTiny, refuseUnclear } from './quality.ts'
import { RefusedError } from './refuse.ts'
import type { RefusalCode } from './refuse.ts'
import type { Grey } from './raster.ts'
import { scoreMarks } from './score-marks.ts'

export interface Reader {
  readonly networks: Networks
  readonly fitted: Fitted
  readonly qr: QrReader
}

export interface FieldReading extends Fused {
  readonly name: string
  /** Where the field lies in the photo, in fractions of its width and height: top left, top right, bottom right,
   * bottom left of the page's own rectangle.
   */
  readonly area: readonly [Point, Point, Point, Point]
}

export interface PageIdentity {
  readonly form: string
  readonly page: number
  readonly station: string | null
  readonly election: string | null
}

export interface PageReading {
  readonly refused: { readonly code: RefusalCode, readonly corners: readonly number[] } | null
  readonly identity: PageIdentity | null
  /** In the order of the form. */
  readonly fields: readonly FieldReading[]
  readonly seconds: number
}

export async function readPage(photo: Grey, forms: FormSet, reader: Reader): Promise<PageReading> {
  const began = performance.now()
  let identity: PageIdentity | null = null
  const told = (found: Omit<PageReading, 'seconds'>): PageReading => {
    return { ...found, seconds: (performance.now() - began) / 1000 }
  }
  try {
    refuseUnclear(photo)
    const sheet = await identify(photo, forms, reader.qr)
    identity = identityOf(sheet)
    refuseTiny(sheet.page, sheet.places)
    return told({ refused: null, identity, fields: await readFields(photo, sheet, reader) })
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error
    return told({ refused: { code: error.code, corners: error.corners }, identity, fields: [] })
  }
}

/** Reads every field of a placed page. */
export async function readFields(
  photo: Grey, { form, page, places }: Pick<Sheet, 'form' | 'page' | 'places'>, reader: Reader,
): Promise<readonly FieldReading[]> {
  const marks = await scoreMarks(photo, page, places, reader.networks, reader.fitted)
  const agreements = new Map([...places].map(([name, place]) => [name, place.agreement]))
  const fused = fusePage(marks, agreements, form.identities, reader.fitted)
  return page.fields.flatMap((field) => {
    const found = fused.get(field.name)
    return found === undefined ? [] : [{ ...found, name: field.name, area: areaOf(photo, page, field.name, places.get(field.name)!) }]
  })
}

function identityOf({ form, page, printed }: Sheet): PageIdentity {
  return { form: form.hash, page: page.number, station: printed?.station ?? null, election: printed?.election ?? null }
}

function areaOf(photo: Grey, page: Page, name: string, place: FieldPlace): FieldReading['area'] {
  const field = page.fields.find((each) => each.name === name)
  if (field === undefined) throw new TypeError(`no field ${name}`)
  return cornersOf(field.area).map((corner): Point => {
    const [x, y] = mapped(place.matrix, corner)
    return [x / photo.width, y / photo.height]
  }) as unknown as FieldReading['area']
}
