// Base 45 (RFC 9285): bytes as the letters that a QR code packs densest.

import type { Bytes } from '../keys/bytes.ts'

const SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const BASE = SIGNS.length

/** Three signs for two bytes, two for the last odd one. */
export function write45(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 2) {
    const high = bytes[at] ?? 0
    const low = bytes[at + 1]
    let value = low === undefined ? high : high * 256 + low
    for (let left = low === undefined ? 2 : 3; left > 0; left--) {
      text += SIGNS[value % BASE]
      value = Math.floor(value / BASE)
    }
  }
  return text
}

/** The bytes of a base 45 text; null where it is none. */
export function read45(text: string): Bytes | null {
  const bytes: number[] = []
  for (let at = 0; at < text.length; at += 3) {
    const signs = [...text.slice(at, at + 3)].map((sign) => SIGNS.indexOf(sign))
    const size = signs.length - 1
    const value = signs.reduceRight((sum, sign) => sum * BASE + sign, 0)
    if (size < 1 || signs.includes(-1) || value >= 256 ** size) return null
    bytes.push(...(size === 2 ? [value >> 8, value & 255] : [value]))
  }
  return Uint8Array.from(bytes)
}
