/**
 * What the phone keeps, as values: its device, photos, the work on each page, claims, notes.
 *
 * Invariant: everything here can be cloned into IndexedDB as it is; nothing is overwritten that was signed.
 */

import type { ClaimKind } from '@sirekap/kit/claims/claim'
import type { Receipt } from '@sirekap/kit/claims/receipt'
import type { DeviceKey } from '@sirekap/kit/keys/device'
import type { DeviceRole } from '@sirekap/kit/keys/chain'
import type { Say } from '@sirekap/kit/language'
import type { Quad } from '@sirekap/kit/place'

export interface Device {
  readonly key: DeviceKey
  readonly chain: Uint8Array<ArrayBuffer>
  readonly account: string
  readonly role: DeviceRole
  readonly place: string
  readonly number: number
  /** Seconds since 1970 at which the voucher ends. */
  readonly until: number
}

/** The PIN that closes the screen: a lock on the screen, no signature and no encryption. */
export interface ScreenLock {
  readonly salt: Uint8Array<ArrayBuffer>
  readonly hash: Uint8Array<ArrayBuffer>
}

export interface KeptPhoto {
  /** SHA-256 (hex) of the rendition, which is what is sent and published. */
  readonly sha256: string
  readonly rendition: ArrayBuffer
  /** The camera's own file; it stays on the phone. */
  readonly original: ArrayBuffer
  readonly originalSha256: string
  readonly contest: string
  readonly page: number
  /** Milliseconds since 1970. */
  readonly at: number
  readonly from: 'camera' | 'file'
}

/** One field as the reader saw it; the place is in fractions of the rendition. */
export interface SeenOnPage {
  readonly value: number | null
  readonly probability: number
  readonly accepted: boolean
  readonly boxes: string
  readonly why: readonly Say[]
  readonly area: Quad
}

export interface PageWork {
  readonly contest: string
  readonly page: number
  readonly photo: string
  /** Null where the phone could not read the photo and everything is typed. */
  readonly reading: Readonly<Record<string, SeenOnPage>> | null
  /** What the officer typed, or looked at and said; absent where the reader's number stands. */
  readonly said: Readonly<Record<string, number | null>>
  /** The officer has said of the whole page that it is as on the paper. */
  readonly checked: boolean
}

export interface ContestWork {
  readonly contest: string
  /** Reasons by the code of a warning. */
  readonly reasons: Readonly<Record<string, string>>
  /** Codes of which the officer said: the paper really says so. */
  readonly asserted: readonly string[]
}

/** A claim on this phone: its own, or carried for somebody else. */
export interface KeptClaim {
  readonly id: string
  readonly own: boolean
  readonly kind: ClaimKind
  readonly station: string
  readonly contest: string
  readonly version: number
  /** The account that signed, where its chain told. */
  readonly by: string
  readonly signed: Uint8Array<ArrayBuffer>
  /** The same without the key's chain, for a text message. */
  readonly bare: Uint8Array<ArrayBuffer>
  readonly values: Readonly<Record<string, number | null>>
  readonly details: Uint8Array<ArrayBuffer> | null
  readonly detailsHash: string
  readonly photos: readonly string[]
  /** Fields of which the gate wants a second person's entry. */
  readonly blind: readonly string[]
  readonly via: 'http' | 'qr' | 'file' | 'text'
  readonly at: number
  readonly receipt: Receipt | null
  /** Why the server keeps it apart, in its own words. */
  readonly refused: Say | null
  readonly confirmed: boolean
}

/** Something of the station beside its numbers: special events, objections, witnesses, copies. */
export interface Note {
  readonly id: string
  readonly what: 'incidents' | 'objections' | 'watchers' | 'copies'
  readonly contest: string
  readonly body: Readonly<Record<string, unknown>>
  readonly at: number
  readonly sentAt: number | null
  readonly refused: Say | null
}
