// What the first officer's phone asks of the second's where there is no network: which fields to key, blind.
//
// In: a request, or the text of a QR code. Out: the text, or the request. Invariant: no value that the first phone
// read or the first officer typed is in it, so the second officer cannot see one; docs/claims.md draws it. What comes
// back is an ordinary claim of kind `blind`, signed by the second phone and scanned by the first.

import { write } from '../keys/cbor.ts'
import { read45, write45 } from './base45.ts'
import { namedBy, partsOf } from './named.ts'
import type { FormNamed } from './named.ts'
import { NotAClaimError, asArray, asNumber, readable } from './shape.ts'

export interface BlindRequest extends FormNamed {
  /** Places of the fields in the form's order, ascending. */
  readonly fields: readonly number[]
}

const PREFIX = 'SB1:'
const FORMAT = 1
const MOST_BYTES = 900
const MOST_FIELDS = 1000

export function writeBlindRequest(request: BlindRequest): string {
  return PREFIX + write45(write([FORMAT, ...partsOf(request), request.fields]))
}

/** What a scanned text asks for; null where it is no such request. */
export function readBlindRequest(text: string): BlindRequest | null {
  const data = text.startsWith(PREFIX) ? read45(text.slice(PREFIX.length)) : null
  if (data === null) return null
  try {
    const [format, election, station, contest, version, form, fields] = asArray(readable(data, MOST_BYTES), 7)
    asNumber(format, FORMAT, FORMAT)
    const places = asArray(fields, null, MOST_FIELDS).map((each) => asNumber(each, MOST_FIELDS))
    if (places.some((each, at) => at > 0 && each <= (places[at - 1] ?? -1))) return null
    return { ...namedBy(election, station, contest, version, form), fields: places }
  } catch (error) {
    if (error instanceof NotAClaimError) return null
    throw error
  }
}
