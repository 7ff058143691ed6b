// A signed claim as text: for QR codes, for SMS, for anything that carries letters; docs/claims.md draws it.
//
// In: the bytes of a signed claim, or texts from anywhere. Out: texts, or the bytes. Invariant: what was written is
// read back, in any order of parts and with parts repeated.

import { base64url, fromBase64url, joined } from '../keys/bytes.ts'
import type { Bytes } from '../keys/bytes.ts'
import { read45, write45 } from './base45.ts'
import { NotAClaimError } from './shape.ts'
import { readSigned } from './signed.ts'

/** Letters of one part: what a QR code of version 20, level L holds, which a weak camera still reads. */
export const QR_LETTERS = 1249
const MOST_PARTS = 4
const SMS_LETTERS = 153
const SMS_ALONE = 160
/** More SMS than this are never sent: a party contest goes by QR or by the network. */
export const MOST_SMS = 3
const HEAD = 15
const ROOM = Math.floor((QR_LETTERS - HEAD) / 3) * 2
const PART = /^SK1:([1-4])([1-4])([0-9A-F]{8}):([0-9A-Z $%*+\-./:]+)$/

/** The texts of the QR codes of a signed claim, one to four of about equal size. */
export async function toQr(data: Bytes): Promise<readonly string[]> {
  const count = Math.ceil(data.length / ROOM)
  if (count < 1 || count > MOST_PARTS) throw new NotAClaimError(`${data.length} bytes in QR codes`)
  const share = Math.ceil(data.length / (2 * count)) * 2
  const name = (await readSigned(data)).id.slice(0, 8).toUpperCase()
  return Array.from({ length: count }, (_, at) => {
    return `SK1:${at + 1}${count}${name}:${write45(data.subarray(at * share, (at + 1) * share))}`
  })
}

/** Parts of a claim as a camera gives them, one after the other, of many claims mixed. */
export interface Collected {
  /** Texts held so far, by claim and part. */
  readonly parts: ReadonlyMap<string, string>
}

export interface Scanned {
  readonly collected: Collected
  /** The bytes of the claim that this text completed. */
  readonly whole: Bytes | null
  /** Parts held and parts wanted of the claim that the text belongs to; null where the text is none of ours. */
  readonly progress: { readonly held: number, readonly wanted: number } | null
}

export const NOTHING_COLLECTED: Collected = { parts: new Map() }

/** Takes one scanned text in; the same text twice changes nothing. */
export function collect(collected: Collected, text: string): Scanned {
  const match = PART.exec(text)
  if (match === null) return { collected, whole: null, progress: null }
  const [, part = '', count = '', name = ''] = match
  const parts = new Map(collected.parts).set(`${name}/${count}/${part}`, text)
  const wanted = Number(count)
  const own = Array.from({ length: wanted }, (_, at) => parts.get(`${name}/${count}/${at + 1}`))
  const held = own.filter((each) => each !== undefined)
  const whole = held.length === wanted ? fromQr(held) : null
  return { collected: { parts }, whole, progress: { held: held.length, wanted } }
}

/** The signed claim's bytes from all of its QR codes, in any order. */
export function fromQr(texts: readonly string[]): Bytes {
  const found = texts.map((text) => PART.exec(text))
  const parts = new Map(found.map((each) => [Number(each?.[1] ?? 0), each?.[4] ?? '']))
  const names = new Set(found.map((each) => (each === null ? '' : `${each[2]}${each[3]}`)))
  const count = Number(found[0]?.[2] ?? 0)
  if (found.includes(null) || names.size !== 1 || count === 0) throw new NotAClaimError('parts of one claim')
  const whole = Array.from({ length: count }, (_, at) => parts.get(at + 1))
  if (parts.size !== count || whole.includes(undefined)) throw new NotAClaimError('a part is missing')
  return joined(...whole.map((each) => decoded(each ?? '')))
}

/** A signed claim as one text of letters that every telephone has; give it one without a chain. */
export function toText(data: Uint8Array): string {
  return `SK1.${base64url(data)}`
}

/** The signed claim's bytes; spaces and line ends that came in on the way are ignored. */
export function fromText(text: string): Bytes {
  const match = /^SK1\.([0-9A-Za-z_-]+)$/.exec(text.replace(/\s+/g, ''))
  const bytes = match?.[1] === undefined ? null : fromBase64url(match[1])
  if (bytes === null) throw new NotAClaimError('text')
  return bytes
}

/** How many SMS a text needs: joined ones hold 153 letters each. */
export function smsCount(text: string): number {
  return text.length <= SMS_ALONE ? 1 : Math.ceil(text.length / SMS_LETTERS)
}

function decoded(text: string): Bytes {
  const bytes = read45(text)
  if (bytes === null) throw new NotAClaimError('base 45')
  return bytes
}
