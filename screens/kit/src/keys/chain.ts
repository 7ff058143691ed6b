// From the bytes of a key chain to the device that it proves, or a named error; docs/keys.md draws the bytes.
//
// In: the bytes that came with a claim, the roots that are pinned, the election, the receiver's own time. Out: an
// `EnrolledDevice`. Invariant: only the one deterministic writing is read; every signature up to a pinned root holds,
// and no link reaches further than the one above it. Whether a key was revoked since is not known here: a phone
// without a network cannot know it, and the server judges it again.

import { fromHex, hex } from './bytes.ts'
import type { Bytes } from './bytes.ts'
import { read, write } from './cbor.ts'
import type { Cbor } from './cbor.ts'
import { ED25519_BYTES, P256_BYTES, SIGNATURE_BYTES, holds, keyId } from './signatures.ts'

export type ChainFault =
  | 'malformed' | 'unknown_version' | 'other_election' | 'unknown_issuer' | 'retired_root' | 'voucher_not_issued'
  | 'outside_reach' | 'device_not_bound' | 'not_yet_valid' | 'expired'

/** The chain proves no device; `fault` says why. */
export class ChainError extends Error {
  readonly fault: ChainFault

  constructor(fault: ChainFault) {
    super(fault)
    this.fault = fault
  }
}

export type DeviceRole = 'officer' | 'pps' | 'ppk' | 'verifier' | 'operator'

/** Roles in the order in which a voucher numbers them, from 1. */
const ROLES: readonly DeviceRole[] = ['officer', 'pps', 'ppk', 'verifier', 'operator']

export interface Issuer {
  /** Ed25519, 32 bytes. */
  readonly key: Bytes
  readonly reach: string
  /** Seconds since 1970, as every time in a chain. */
  readonly since: number
  readonly until: number
  readonly signature: Bytes
}

export interface Voucher {
  /** P-256, 33 bytes. */
  readonly key: Bytes
  readonly place: string
  readonly role: DeviceRole
  readonly number: number
  readonly until: number
  readonly signature: Bytes
}

export interface Binding {
  /** The device's own key: P-256, 33 bytes. */
  readonly key: Bytes
  readonly made: number
  readonly signature: Bytes
}

export interface KeyChain {
  readonly issuer: Issuer
  readonly voucher: Voucher
  readonly binding: Binding
}

/** A root key that is pinned; since `retired` it may sign no more issuers. */
export interface Root {
  readonly key: Uint8Array
  readonly retired: number | null
}

export interface EnrolledDevice {
  /** `3527012001003-officer-1`: place, role, number; no person's name is in it. */
  readonly account: string
  readonly role: DeviceRole
  readonly place: string
  readonly number: number
  readonly key: Bytes
  readonly keyId: string
  readonly until: number
}

const VERSION = 1
const MOST_BYTES = 450
const ELECTION_BYTES = 8
const MOST_PLACE = 13

export function issuerParts(issuer: Issuer): readonly Cbor[] {
  return [issuer.key, issuer.reach, issuer.since, issuer.until, issuer.signature]
}

export function voucherParts(voucher: Voucher): readonly Cbor[] {
  const role = ROLES.indexOf(voucher.role) + 1
  return [voucher.key, voucher.place, role, voucher.number, voucher.until, voucher.signature]
}

function bindingParts(binding: Binding): readonly Cbor[] {
  return [binding.key, binding.made, binding.signature]
}

/** The bytes of a link that the key above signs: its array without the signature. */
export function body(parts: readonly Cbor[]): Bytes {
  return write(parts.slice(0, -1))
}

export function issuerOf(value: Cbor | undefined): Issuer {
  const [key, reach, since, until, signature] = link(value, 5)
  return {
    key: bytes(key, ED25519_BYTES), reach: place(reach), since: time(since), until: time(until),
    signature: bytes(signature, SIGNATURE_BYTES),
  }
}

export function voucherOf(value: Cbor | undefined): Voucher {
  const [key, where, role, number, until, signature] = link(value, 6)
  const known = ROLES[whole(role, 255) - 1]
  if (known === undefined) throw new ChainError('malformed')
  return {
    key: bytes(key, P256_BYTES), place: place(where), role: known, number: whole(number, 255), until: time(until),
    signature: bytes(signature, SIGNATURE_BYTES),
  }
}

function bindingOf(value: Cbor | undefined): Binding {
  const [key, made, signature] = link(value, 3)
  return { key: bytes(key, P256_BYTES), made: time(made), signature: bytes(signature, SIGNATURE_BYTES) }
}

export function writeChain(chain: KeyChain, election: string): Bytes {
  const named = fromHex(election)?.subarray(0, ELECTION_BYTES)
  return write([
    VERSION, named, issuerParts(chain.issuer), voucherParts(chain.voucher), bindingParts(chain.binding),
  ])
}

/** Reads a chain without trusting it. */
export function readChain(data: Uint8Array, election: string): KeyChain {
  const items = data.length > MOST_BYTES ? null : readable(data)
  if (!Array.isArray(items) || typeof items[0] !== 'number') throw new ChainError('malformed')
  if (items[0] !== VERSION) throw new ChainError('unknown_version')
  if (items.length !== 5) throw new ChainError('malformed')
  const chain = { issuer: issuerOf(items[2]), voucher: voucherOf(items[3]), binding: bindingOf(items[4]) }
  if (hex(bytes(items[1], ELECTION_BYTES)) !== election.slice(0, 2 * ELECTION_BYTES)) {
    throw new ChainError('other_election')
  }
  return chain
}

/** The device that the chain proves at the receiver's own time `at`; throws the ChainError that says why not. */
export async function prove(
  data: Uint8Array, roots: readonly Root[], election: string, at: number,
): Promise<EnrolledDevice> {
  const { issuer, voucher, binding } = readChain(data, election)
  await ensureIssued(issuer, voucher, roots, election)
  if (!(await holds(voucher.key, 'device', election, body(bindingParts(binding)), binding.signature))) {
    throw new ChainError('device_not_bound')
  }
  if (at < issuer.since) throw new ChainError('not_yet_valid')
  const until = Math.min(issuer.until, voucher.until)
  if (at > until) throw new ChainError('expired')
  const account = `${voucher.place}-${voucher.role}-${voucher.number}`
  const { role, place: where, number } = voucher
  return { account, role, place: where, number, key: binding.key, keyId: await keyId(binding.key), until }
}

/** Makes sure that a pinned root stands behind the voucher. */
export async function ensureIssued(
  issuer: Issuer, voucher: Voucher, roots: readonly Root[], election: string,
): Promise<void> {
  const signer = await rootOf(issuer, roots, election)
  if (signer === null) throw new ChainError('unknown_issuer')
  if (signer.retired !== null && issuer.since >= signer.retired) throw new ChainError('retired_root')
  if (!(await holds(issuer.key, 'voucher', election, body(voucherParts(voucher)), voucher.signature))) {
    throw new ChainError('voucher_not_issued')
  }
  if (!voucher.place.startsWith(issuer.reach)) throw new ChainError('outside_reach')
}

async function rootOf(issuer: Issuer, roots: readonly Root[], election: string): Promise<Root | null> {
  for (const root of roots) {
    if (await holds(root.key, 'issuer', election, body(issuerParts(issuer)), issuer.signature)) return root
  }
  return null
}

function readable(data: Uint8Array): Cbor {
  try {
    return read(data)
  } catch {
    throw new ChainError('malformed')
  }
}

function link(value: Cbor | undefined, length: number): readonly Cbor[] {
  if (!Array.isArray(value) || value.length !== length) throw new ChainError('malformed')
  return value as readonly Cbor[]
}

function bytes(value: Cbor | undefined, length: number): Bytes {
  if (!(value instanceof Uint8Array) || value.length !== length) throw new ChainError('malformed')
  return Uint8Array.from(value)
}

function place(value: Cbor | undefined): string {
  if (typeof value !== 'string' || value.length > MOST_PLACE || !/^[ -~]*$/.test(value)) {
    throw new ChainError('malformed')
  }
  return value
}

function time(value: Cbor | undefined): number {
  return whole(value, 2 ** 32 - 1)
}

function whole(value: Cbor | undefined, most: number): number {
  if (typeof value !== 'number' || value < 0 || value > most) throw new ChainError('malformed')
  return value
}
