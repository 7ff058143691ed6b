// The device's own key: made by the browser, never copied out, kept by IndexedDB as a CryptoKey.
//
// In: nothing, or a scalar in tests. Out: a `DeviceKey`, which can be stored as it is (structured clone). Invariant:
// the private half cannot be exported by anyone, this program included.

import { keyId, sign } from './signatures.ts'
import type { Bytes } from './bytes.ts'
import { packed } from './p256.ts'

export interface DeviceKey {
  readonly private: CryptoKey
  /** 33 bytes. */
  readonly public: Bytes
  readonly id: string
}

export async function makeDeviceKey(): Promise<DeviceKey> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
  const key = packed(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)))
  return { private: pair.privateKey, public: key, id: await keyId(key) }
}

/** Signs a server's challenge to sign in. */
export async function answerChallenge(key: DeviceKey, election: string, challenge: Uint8Array): Promise<Bytes> {
  return sign(key.private, 'sign-in', election, challenge)
}
