// Runs of bytes and the texts that carry them: hex, base 64 for addresses, base 32.
//
// In: bytes or texts. Out: the other. Invariant: every text has one writing; any other gives null. Nothing is
// known here of what the bytes mean.

/** Bytes in memory of their own, as WebCrypto wants them. */
export type Bytes = Uint8Array<ArrayBuffer>

export function joined(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, each) => sum + each.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((each, at) => each === other[at])
}

export function hex(bytes: Uint8Array): string {
  return [...bytes].map((each) => each.toString(16).padStart(2, '0')).join('')
}

/** Bytes of an even number of lower case hexadecimal digits; null for anything else. */
export function fromHex(text: string): Bytes | null {
  if (text.length % 2 || !/^[0-9a-f]*$/.test(text)) return null
  return Uint8Array.from({ length: text.length / 2 }, (_, at) => parseInt(text.slice(2 * at, 2 * at + 2), 16))
}

/** Bytes of a text that this program itself holds as hex; a fault of the program where it is none. */
export function hexBytes(text: string): Bytes {
  const bytes = fromHex(text)
  if (bytes === null) throw new TypeError('not hexadecimal')
  return bytes
}

/** Base 64 for addresses, without padding (RFC 4648). */
export function base64url(bytes: Uint8Array): string {
  let letters = ''
  for (const each of bytes) letters += String.fromCharCode(each)
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

export function fromBase64url(text: string): Bytes | null {
  if (!/^[0-9A-Za-z_-]*$/.test(text) || text.length % 4 === 1) return null
  const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(letters, (each) => each.charCodeAt(0))
  return base64url(bytes) === text ? bytes : null
}

const BASE_32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Bytes of base 32 without padding (RFC 4648); null for anything else, stray bits at the end included. */
export function fromBase32(text: string): Bytes | null {
  const bytes: number[] = []
  let held = 0
  let bits = 0
  for (const letter of text) {
    const value = BASE_32.indexOf(letter)
    if (value < 0) return null
    held = (held << 5) | value
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push((held >> bits) & 255)
      held &= (1 << bits) - 1
    }
  }
  return held !== 0 || bits >= 5 ? null : Uint8Array.from(bytes)
}

/** SHA-256 of the bytes. */
export async function sha256(bytes: Uint8Array): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes)))
}
