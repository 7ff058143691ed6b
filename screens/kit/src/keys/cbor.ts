// Deterministic CBOR (RFC 8949, 4.2.1) of what claims and keys are made of: whole numbers, bytes, text, arrays,
// true, false, null and undefined.
//
// In: plain values, or bytes from anywhere. Out: bytes, or values. Invariant: equal values have equal bytes, and
// bytes that are not the one writing of their value are refused. What a value must look like is not known here.

import { joined, same } from './bytes.ts'
import type { Bytes } from './bytes.ts'

export type Cbor = number | boolean | null | undefined | string | Uint8Array | readonly Cbor[]

/** The bytes are no deterministic CBOR of ours. */
export class NotCborError extends Error {}

const NUMBER = 0
const NEGATIVE = 1
const BYTES = 2
const TEXT = 3
const ARRAY = 4
const SIMPLE = 7
const DEEPEST = 6

export function write(value: Cbor): Bytes {
  if (typeof value === 'number') return value < 0 ? head(NEGATIVE, -1 - value) : head(NUMBER, value)
  if (typeof value === 'string') {
    const letters = new TextEncoder().encode(value)
    return joined(head(TEXT, letters.length), letters)
  }
  if (value instanceof Uint8Array) return joined(head(BYTES, value.length), value)
  if (Array.isArray(value)) return joined(head(ARRAY, value.length), ...value.map(write))
  return Uint8Array.of((SIMPLE << 5) | (value === undefined ? 23 : value === null ? 22 : value === true ? 21 : 20))
}

export function read(bytes: Uint8Array): Cbor {
  const reader = new Reader(bytes)
  const value = reader.value(0)
  if (reader.left || !same(write(value), bytes)) throw new NotCborError('not the deterministic writing')
  return value
}

function head(kind: number, size: number): Bytes {
  if (!Number.isSafeInteger(size)) throw new TypeError('no whole number')
  if (size < 24) return Uint8Array.of((kind << 5) | size)
  const length = size < 0x100 ? 1 : size < 0x10000 ? 2 : size < 0x1_0000_0000 ? 4 : 8
  const out = new Uint8Array(1 + length)
  out[0] = (kind << 5) | (24 + Math.log2(length))
  for (let at = length, left = size; at > 0; at--) {
    out[at] = left % 256
    left = Math.floor(left / 256)
  }
  return out
}

class Reader {
  private at = 0
  private readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  get left(): number {
    return this.bytes.length - this.at
  }

  value(depth: number): Cbor {
    const first = this.byte()
    const kind = first >> 5
    if (kind === SIMPLE) return simple(first & 31)
    const size = this.size(first & 31)
    if (kind === NUMBER) return size
    if (kind === NEGATIVE) return -1 - size
    if (kind === BYTES) return this.run(size)
    if (kind === TEXT) return text(this.run(size))
    if (kind !== ARRAY || depth >= DEEPEST || size > this.left) throw new NotCborError('a kind that is not used')
    return Array.from({ length: size }, () => this.value(depth + 1))
  }

  private byte(): number {
    const value = this.bytes[this.at++]
    if (value === undefined) throw new NotCborError('cut off')
    return value
  }

  private size(short: number): number {
    if (short < 24) return short
    if (short > 27) throw new NotCborError('no definite length')
    let size = 0
    for (let left = 2 ** (short - 24); left > 0; left--) size = size * 256 + this.byte()
    if (!Number.isSafeInteger(size)) throw new NotCborError('too large a number')
    return size
  }

  private run(size: number): Bytes {
    if (size > this.left) throw new NotCborError('cut off')
    this.at += size
    return this.bytes.slice(this.at - size, this.at) as Bytes
  }
}

function simple(value: number): boolean | null | undefined {
  if (value < 20 || value > 23) throw new NotCborError('no such simple value')
  return [false, true, null, undefined][value - 20]
}

function text(letters: Bytes): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(letters)
  } catch {
    throw new NotCborError('no text')
  }
}
