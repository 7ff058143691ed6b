// What the server says it received, checked by its signature; docs/claims.md draws the bytes.
//
// In: bytes from the server, the election, the server's key. Out: a `Receipt`. Invariant: a receipt is given only
// where the signature holds; what it names is on disk at the server.

import { write } from '../keys/cbor.ts'
import { holds } from '../keys/signatures.ts'
import { NotAClaimError, asArray, asBytes, asHex, asNumber, asTruth, readable } from './shape.ts'

export interface Receipt {
  /** The claim's id. */
  readonly claim: string
  /** Seconds since 1970 by the server's clock. */
  readonly receivedAt: number
  /** `doubtful`: kept for inspection and not counted. */
  readonly verdict: 'accepted' | 'doubtful'
  readonly details: boolean
  /** SHA-256 (hex) of photos. */
  readonly held: readonly string[]
  readonly missing: readonly string[]
}

const FORMAT = 1
const MOST_BYTES = 8192
const MOST_PHOTOS = 60
const PLACES = 8
const LATEST = 4_102_444_800

/** A receipt that the owner of `key` (Ed25519, 32 bytes) signed; throws NotAClaimError otherwise. */
export async function readReceipt(data: Uint8Array, election: string, key: Uint8Array): Promise<Receipt> {
  const items = asArray(readable(data, MOST_BYTES), PLACES)
  const parts = items.slice(0, -1)
  if (!(await holds(key, 'receipt', election, write(parts), asBytes(items[PLACES - 1], 64)))) {
    throw new NotAClaimError('signature')
  }
  const [format, claim, receivedAt, verdict, details, held, missing] = parts
  asNumber(format, FORMAT, FORMAT)
  return {
    claim: asHex(claim, 32),
    receivedAt: asNumber(receivedAt, LATEST),
    verdict: asNumber(verdict, 1) === 0 ? 'accepted' : 'doubtful',
    details: asTruth(details),
    held: asArray(held, null, MOST_PHOTOS).map((each) => asHex(each, 32)),
    missing: asArray(missing, null, MOST_PHOTOS).map((each) => asHex(each, 32)),
  }
}
