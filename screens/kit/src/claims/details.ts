// A claim's details as bytes: photos, what the phone read, reasons; docs/claims.md draws the bytes.
//
// In: `Details` and the fields of each page of their form. Out: deterministic CBOR, whose SHA-256 stands in the claim.
// Invariant: the same details have the same bytes as the server writes. Of details that somebody hands over only the
// photos are read here; the server reads the rest.

import { hex, hexBytes, sha256 } from '../keys/bytes.ts'
import type { Bytes } from '../keys/bytes.ts'
import { write } from '../keys/cbor.ts'
import type { Cbor } from '../keys/cbor.ts'
import { asArray, asHex, asNumber, readable } from './shape.ts'

export interface ClaimedPhoto {
  /** SHA-256 (hex) of the rendition that is sent. */
  readonly photo: string
  /** Bytes. */
  readonly size: number
  readonly page: number | null
  /** SHA-256 (hex) of the camera's own file, which stays on the phone. */
  readonly original: string | null
}

/** What the phone's reader saw in one field. */
export interface SeenField {
  readonly value: number | null
  readonly probability: number
  readonly accepted: boolean
  /** One character a box. */
  readonly boxes: string
}

export interface PhoneReading {
  readonly photo: string
  readonly page: number
  readonly fields: ReadonlyMap<string, SeenField>
}

export interface Details {
  readonly photos: readonly ClaimedPhoto[]
  /** Seconds since 1970 by the phone's clock, which may be hours off. */
  readonly deviceTime: number
  readonly app: string
  readonly readings: readonly PhoneReading[]
  /** Rule code to the reason given for a warning. */
  readonly reasons: ReadonlyMap<string, string>
  /** Why numbers are corrected or photos withdrawn; otherwise empty. */
  readonly reason: string
  /** Photos taken out of the reading. */
  readonly withdrawn: readonly string[]
  /** Latitude and longitude in millionths of a degree; never published. */
  readonly place: readonly [number, number] | null
}

const FORMAT = 1
const THOUSAND = 1000
const PLACES = 9
const MOST_BYTES = 128 * 1024
const MOST_PHOTOS = 60
const MOST_PHOTO_BYTES = 15 * 1024 * 1024
/** Letters of a reason; no line ends or other control characters. */
export const MOST_REASON = 500

/** The details' bytes; `fieldsOf` gives a page's fields in the order of the form. */
export function writeDetails(details: Details, fieldsOf: (page: number) => readonly string[]): Bytes {
  const reasons = [...details.reasons].sort(([one], [other]) => (one < other ? -1 : 1))
  return write([
    FORMAT,
    details.photos.map((each) => [raw(each.photo), each.size, each.page, raw(each.original)]),
    details.deviceTime,
    details.app,
    details.readings.map((each) => [raw(each.photo), each.page, fieldsOf(each.page).map((name) => seen(each, name))]),
    reasons.map(([code, reason]) => [code, reason]),
    details.reason,
    details.withdrawn.map(raw),
    details.place === null ? null : [...details.place],
  ])
}

/** The photos that details name: those who hold a copy check that theirs are these. */
export function photosOf(details: Uint8Array): readonly ClaimedPhoto[] {
  const [format, photos] = asArray(readable(details, MOST_BYTES), PLACES)
  asNumber(format, FORMAT, FORMAT)
  return asArray(photos, null, MOST_PHOTOS).map((each) => {
    const [photo, size, page, original] = asArray(each, 4)
    return {
      photo: asHex(photo, 32),
      size: asNumber(size, MOST_PHOTO_BYTES, 1),
      page: page === null ? null : asNumber(page, 99, 1),
      original: original === null ? null : asHex(original, 32),
    }
  })
}

/** SHA-256 (hex) by which a claim names its details. */
export async function detailsHash(details: Uint8Array): Promise<string> {
  return hex(await sha256(details))
}

/** A reason as details may carry it: one line, at most MOST_REASON letters. */
export function tidyReason(typed: string): string {
  return typed.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim().slice(0, MOST_REASON)
}

function seen(reading: PhoneReading, name: string): Cbor {
  const field = reading.fields.get(name)
  if (field === undefined) return null
  return [field.value, evenRound(field.probability * THOUSAND), field.accepted, field.boxes]
}

/** Rounds a half to the even number, as the server does. */
function evenRound(value: number): number {
  const low = Math.floor(value)
  return value - low === 0.5 ? low + (low % 2) : Math.round(value)
}

function raw(sha: string | null): Bytes | null {
  return sha === null ? null : hexBytes(sha)
}
