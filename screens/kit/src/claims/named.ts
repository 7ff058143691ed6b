// Which form of which station bytes speak of: what a claim and a request for a blind entry name alike; docs/claims.md.
//
// In: the five parts as decoded from anywhere, or a `FormNamed`. Out: the other. Invariant: whatever comes, nothing but
// a NotAClaimError is thrown.

import { hexBytes } from '../keys/bytes.ts'
import type { Cbor } from '../keys/cbor.ts'
import { asHex, asNumber, asText } from './shape.ts'

export interface FormNamed {
  /** The first 32 hexadecimal digits of the election's id; a claim's signature is over all of it. */
  readonly election: string
  readonly station: string
  readonly contest: string
  /** 0 the first count; 1, 2 ... a re-vote or recount that has been opened. */
  readonly version: number
  /** The first 32 hexadecimal digits of the form's hash. */
  readonly form: string
}

export const NAMED_DIGITS = 32
const MOST_VERSION = 99

export function partsOf({ election, station, contest, version, form }: FormNamed): readonly Cbor[] {
  return [hexBytes(election), station, contest, version, hexBytes(form)]
}

export function namedBy(election: Cbor, station: Cbor, contest: Cbor, version: Cbor, form: Cbor): FormNamed {
  return {
    election: asHex(election, NAMED_DIGITS / 2),
    station: asText(station, /^[0-9A-Z]{13}$/),
    contest: asText(contest, /^[a-z0-9-]{1,16}$/),
    version: asNumber(version, MOST_VERSION),
    form: asHex(form, NAMED_DIGITS / 2),
  }
}
