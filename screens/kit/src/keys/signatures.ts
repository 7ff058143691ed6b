// What is signed, and the two kinds of signature; docs/keys.md draws the bytes.
//
// In: a label that says what kind of thing is signed, the election, the thing's bytes, a key. Out: a signature of
// 64 bytes, or whether one holds. Invariant: label and election are in every signed message, so no signature means
// anything as another kind of thing or in another election. Devices and vouchers sign with ECDSA P-256, which every
// browser of six years has; Ed25519, which older ones lack, is only verified, by a library.

import { verifyAsync } from '@noble/ed25519'
import { hex, hexBytes, joined, sha256 } from './bytes.ts'
import type { Bytes } from './bytes.ts'
import { unpacked } from './p256.ts'

export type Label =
  | 'issuer' | 'voucher' | 'device' | 'rotation' | 'revocation' | 'sign-in' | 'claim' | 'receipt' | 'packet'

export const ED25519_BYTES = 32
export const P256_BYTES = 33
export const SIGNATURE_BYTES = 64

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' }
const SCHEME = { name: 'ECDSA', hash: 'SHA-256' }

/** The bytes that are signed; `election` is the whole id, 64 hexadecimal digits. */
export function message(label: Label, election: string, body: Uint8Array): Bytes {
  return joined(new TextEncoder().encode(`sirekap ${label}\0`), hexBytes(election), body)
}

/** Names a key: the first 16 bytes of the SHA-256 of its public bytes, in hex. */
export async function keyId(key: Uint8Array): Promise<string> {
  return hex((await sha256(key)).subarray(0, 16))
}

/** Signs with a P-256 key that WebCrypto holds; r and s, 32 bytes each. */
export async function sign(key: CryptoKey, label: Label, election: string, body: Uint8Array): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign(SCHEME, key, message(label, election, body)))
}

/** Whether the owner of `key` signed `body`; bytes that are no key or no signature do not hold. */
export async function holds(
  key: Uint8Array, label: Label, election: string, body: Uint8Array, signature: Uint8Array,
): Promise<boolean> {
  if (signature.length !== SIGNATURE_BYTES) return false
  const signed = message(label, election, body)
  try {
    if (key.length === ED25519_BYTES) return await verifyAsync(signature, signed, key)
    const held = await crypto.subtle.importKey('raw', unpacked(key), CURVE, false, ['verify'])
    return await crypto.subtle.verify(SCHEME, held, Uint8Array.from(signature), signed)
  } catch {
    return false
  }
}
