// A claim with its device's signature and the papers of the device's key, as it travels; docs/claims.md.
//
// In: a claim and the device's key, or bytes from anywhere. Out: bytes, or a `SignedClaim`. Invariant: signature and
// chain are no part of the claim's id, so the same claim sent twice is one claim.

import type { Bytes } from '../keys/bytes.ts'
import { hexBytes } from '../keys/bytes.ts'
import { write } from '../keys/cbor.ts'
import { ChainError, prove } from '../keys/chain.ts'
import type { EnrolledDevice, Root } from '../keys/chain.ts'
import type { DeviceKey } from '../keys/device.ts'
import { SIGNATURE_BYTES, holds, sign } from '../keys/signatures.ts'
import { claimId, readClaim, writeClaim } from './claim.ts'
import type { Claim } from './claim.ts'
import { NAMED_DIGITS } from './named.ts'
import { NotAClaimError, asArray, asBytes, asHex, readable } from './shape.ts'

export interface SignedClaim {
  readonly id: string
  readonly claim: Claim
  /** The claim's own bytes. */
  readonly unsigned: Bytes
  readonly signature: Bytes
  /** Names the device's key. */
  readonly key: string
  /** Null where the server knows the key already, as it must in an SMS. */
  readonly chain: Bytes | null
}

const MOST_BYTES = 8192
const MOST_CHAIN = 450

/** Signs a claim; `election` is the whole id, whose first half the claim names. */
export async function signClaim(
  claim: Claim, election: string, key: DeviceKey, chain: Bytes | null,
): Promise<SignedClaim> {
  const unsigned = writeClaim(claim)
  const signature = await sign(key.private, 'claim', election, unsigned)
  return { id: await claimId(unsigned), claim, unsigned, signature, key: key.id, chain }
}

/** The bytes that travel. */
export function writeSigned(signed: SignedClaim): Bytes {
  return write([signed.unsigned, signed.signature, hexBytes(signed.key), signed.chain])
}

/** Reads what somebody carries, without trusting it. */
export async function readSigned(data: Uint8Array): Promise<SignedClaim> {
  const [unsigned, signature, key, chain] = asArray(readable(data, MOST_BYTES), 4)
  if (!(unsigned instanceof Uint8Array)) throw new NotAClaimError('claim')
  if (chain !== null && !(chain instanceof Uint8Array && chain.length <= MOST_CHAIN)) {
    throw new NotAClaimError('chain')
  }
  const own = Uint8Array.from(unsigned)
  return {
    id: await claimId(own),
    claim: readClaim(own),
    unsigned: own,
    signature: asBytes(signature, SIGNATURE_BYTES),
    key: asHex(key, 16),
    chain: chain === null ? null : Uint8Array.from(chain),
  }
}

/** What is wrong with a claim that somebody hands over; null where it is one of its station's own officers. */
export type HandoverFault = 'other_election' | 'no_chain' | 'bad_chain' | 'bad_signature' | 'other_station'

export interface Handover {
  readonly fault: HandoverFault | null
  /** Who signed, where a chain proves it. */
  readonly device: EnrolledDevice | null
}

/** Judges a claim with no network: by its chain and the pinned roots. A courier carries it either way, for the
 * server judges again; the person is told. `at` is in seconds since 1970.
 */
export async function judgeHandover(
  signed: SignedClaim, election: string, roots: readonly Root[], at: number,
): Promise<Handover> {
  if (signed.claim.election !== election.slice(0, NAMED_DIGITS)) return { fault: 'other_election', device: null }
  if (signed.chain === null) return { fault: 'no_chain', device: null }
  try {
    const device = await prove(signed.chain, roots, election, at)
    const sound = device.keyId === signed.key && (await holds(device.key, 'claim', election, signed.unsigned, signed.signature))
    if (!sound) return { fault: 'bad_signature', device: null }
    return { fault: signed.claim.station.startsWith(device.place) ? null : 'other_station', device }
  } catch (error) {
    if (error instanceof ChainError) return { fault: 'bad_chain', device: null }
    throw error
  }
}
