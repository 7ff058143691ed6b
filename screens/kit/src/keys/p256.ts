// Points of P-256 between their short and their long writing (SEC 1, 2.3): keys travel short, and WebCrypto takes
// only the long one everywhere.

import { hex, hexBytes } from './bytes.ts'
import type { Bytes } from './bytes.ts'

/** The field's prime, the curve's b and the order of its base point (SP 800-186). */
const PRIME = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn
export const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

const SIDE = 32

/** 65 bytes of a point of 33; throws TypeError where it is none. */
export function unpacked(key: Uint8Array): Bytes {
  const sign = key[0]
  if (key.length !== 1 + SIDE || (sign !== 2 && sign !== 3)) throw new TypeError('no short point of P-256')
  const x = numberOf(key.subarray(1))
  if (x >= PRIME) throw new TypeError('no point of P-256')
  const square = modulo(x * x * x - 3n * x + B)
  const root = power(square, (PRIME + 1n) / 4n)
  if (modulo(root * root) !== square) throw new TypeError('no point of P-256')
  const y = (root & 1n) === BigInt(sign & 1) ? root : PRIME - root
  return hexBytes('04' + digits(x) + digits(y))
}

/** 33 bytes of a point of 65, as WebCrypto gives it out. */
export function packed(raw: Uint8Array): Bytes {
  if (raw.length !== 1 + 2 * SIDE || raw[0] !== 4) throw new TypeError('no long point of P-256')
  return Uint8Array.of(2 + ((raw[2 * SIDE] ?? 0) & 1), ...raw.subarray(1, 1 + SIDE))
}

export function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${hex(bytes) || '0'}`)
}

function digits(value: bigint): string {
  return value.toString(16).padStart(2 * SIDE, '0')
}

function modulo(value: bigint): bigint {
  const rest = value % PRIME
  return rest < 0n ? rest + PRIME : rest
}

function power(base: bigint, exponent: bigint): bigint {
  let found = 1n
  for (let factor = base, left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) found = modulo(found * factor)
    factor = modulo(factor * factor)
  }
  return found
}
