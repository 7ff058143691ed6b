// What a decoded piece of a claim must look like: whatever bytes come, nothing but a NotAClaimError is thrown.

import { hex } from '../keys/bytes.ts'
import type { Bytes } from '../keys/bytes.ts'
import { read } from '../keys/cbor.ts'
import type { Cbor } from '../keys/cbor.ts'

/** The bytes or texts are no claim, no details or no receipt of ours. */
export class NotAClaimError extends Error {}

export function readable(data: Uint8Array, most: number): Cbor {
  if (data.length > most) throw new NotAClaimError(`${data.length} bytes`)
  try {
    return read(data)
  } catch {
    throw new NotAClaimError('not the deterministic writing')
  }
}

export function asArray(value: Cbor, length: number | null, most = Infinity): readonly Cbor[] {
  if (!Array.isArray(value) || (length !== null && value.length !== length) || value.length > most) {
    throw new NotAClaimError('array')
  }
  return value as readonly Cbor[]
}

export function asNumber(value: Cbor, most: number, least = 0): number {
  if (typeof value !== 'number' || value < least || value > most) throw new NotAClaimError('number')
  return value
}

export function asBytes(value: Cbor, length: number): Bytes {
  if (!(value instanceof Uint8Array) || value.length !== length) throw new NotAClaimError('bytes')
  return Uint8Array.from(value)
}

export function asHex(value: Cbor, length: number): string {
  return hex(asBytes(value, length))
}

export function asText(value: Cbor, pattern: RegExp): string {
  if (typeof value !== 'string' || !pattern.test(value)) throw new NotAClaimError('text')
  return value
}

export function asTruth(value: Cbor): boolean {
  if (typeof value !== 'boolean') throw new NotAClaimError('truth')
  return value
}
