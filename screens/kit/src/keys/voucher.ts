// From the paper voucher to an enrolled device: what its QR code tells, the code that is typed, the one-time key.
//
// In: the text of a QR code, or a typed code and what the server told of it; the roots that are pinned. Out: a
// device's key chain. Invariant: no network is needed where the QR code is scanned; nothing is signed before a pinned
// root stands behind the voucher. docs/keys.md draws the bytes.

import { base64url, fromBase32, hex, hexBytes, joined } from './bytes.ts'
import type { Bytes } from './bytes.ts'
import { read } from './cbor.ts'
import type { Cbor } from './cbor.ts'
import { ChainError, body, ensureIssued, issuerOf, voucherOf, writeChain } from './chain.ts'
import type { Issuer, Root, Voucher } from './chain.ts'
import type { DeviceKey } from './device.ts'
import { ORDER, numberOf, packed } from './p256.ts'
import { sign } from './signatures.ts'

const PREFIX = 'SIREKAP-VOUCHER:'
const VERSION = 1
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const SIGNS = 26
const CODE_BYTES = 16

/** What a phone needs to enrol; `code` is null where its owner types it. */
export interface VoucherPaper {
  readonly election: string
  readonly issuer: Issuer
  readonly voucher: Voucher
  /** The second coordinate of the voucher's key: WebCrypto wants it with the first. */
  readonly y: Bytes
  readonly code: Bytes | null
}

/** What the QR code of a paper says; null where it is none of ours. */
export function readVoucherText(text: string): VoucherPaper | null {
  const data = text.startsWith(PREFIX) ? fromBase32(text.slice(PREFIX.length)) : null
  return data === null ? null : readVoucher(data)
}

/** What the bytes of a paper say, as the server tells them to whoever typed its code; null where they are none. */
export function readVoucher(data: Uint8Array): VoucherPaper | null {
  try {
    const items = read(data)
    if (!Array.isArray(items) || items[0] !== VERSION || items.length < 5 || items.length > 6) return null
    const [, election, issuer, voucher, y, code] = items as readonly Cbor[]
    if (!isBytes(election, 32) || !isBytes(y, 32)) return null
    if (items.length === 6 && !isBytes(code, CODE_BYTES)) return null
    return {
      election: hex(election), issuer: issuerOf(issuer), voucher: voucherOf(voucher),
      y: Uint8Array.from(y), code: isBytes(code, CODE_BYTES) ? Uint8Array.from(code) : null,
    }
  } catch {
    return null
  }
}

/** The 16 bytes of a code, however its owner grouped and cased it; null for what is no code. */
export function readCode(typed: string): Bytes | null {
  const plain = typed.replace(/[\s-]/g, '').toUpperCase().replaceAll('I', '1').replaceAll('L', '1').replaceAll('O', '0')
  if (plain.length !== SIGNS || [...plain].some((sign) => !LETTERS.includes(sign))) return null
  const number = [...plain].reduce((sum, sign) => (sum << 5n) | BigInt(LETTERS.indexOf(sign)), 0n)
  return number >> 128n ? null : hexBytes(number.toString(16).padStart(2 * CODE_BYTES, '0'))
}

/** The scalar of a code's one-time key, 32 bytes (HKDF-SHA256 with rejection, docs/keys.md). */
export async function oneTimeScalar(code: Bytes, election: string): Promise<Bytes> {
  const secret = await crypto.subtle.importKey('raw', code, 'HKDF', false, ['deriveBits'])
  const salt = hexBytes(election)
  for (let counter = 0; counter < 256; counter++) {
    const info = joined(new TextEncoder().encode('sirekap voucher key'), Uint8Array.of(counter))
    const found = new Uint8Array(
      await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, secret, 256),
    )
    const scalar = numberOf(found)
    if (scalar > 0n && scalar < ORDER) return found
  }
  throw new TypeError('no scalar in 256 tries')
}

/** Signs the device's key with the voucher's: the chain that every claim of this device carries.
 *
 * `made` is the phone's own time in seconds since 1970, and nothing rests on it. Throws a ChainError where no pinned
 * root stands behind the voucher, or where the code does not belong to it.
 */
export async function enrol(
  paper: VoucherPaper, code: Bytes, device: DeviceKey, roots: readonly Root[], made: number,
): Promise<Bytes> {
  await ensureIssued(paper.issuer, paper.voucher, roots, paper.election)
  const key = await oneTimeKey(paper, code)
  const unsigned: readonly Cbor[] = [device.public, made, new Uint8Array()]
  const signature = await sign(key, 'device', paper.election, body(unsigned))
  const binding = { key: device.public, made, signature }
  return writeChain({ issuer: paper.issuer, voucher: paper.voucher, binding }, paper.election)
}

/** The one-time key as WebCrypto holds it; a code of another voucher is told by its own public half. */
async function oneTimeKey(paper: VoucherPaper, code: Bytes): Promise<CryptoKey> {
  const scalar = await oneTimeScalar(code, paper.election)
  const jwk = {
    kty: 'EC', crv: 'P-256', d: base64url(scalar),
    x: base64url(paper.voucher.key.subarray(1)), y: base64url(paper.y),
  }
  const halves = joined(Uint8Array.of(4), paper.voucher.key.subarray(1), paper.y)
  if (hex(packed(halves)) !== hex(paper.voucher.key)) throw new ChainError('malformed')
  try {
    return await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
  } catch {
    throw new ChainError('malformed')
  }
}

function isBytes(value: Cbor | undefined, length: number): value is Uint8Array {
  return value instanceof Uint8Array && value.length === length
}
