/**
 * A file that somebody hands over: a signed result by itself, or a copy with its details and photos.
 *
 * In: a file from a memory card or from another phone. Out: what it carries. Invariant: which of the two it is says its
 * content, never its name; a program inside it is never run, and nothing in it is believed here.
 */

import { photosOf } from '@sirekap/kit/claims/details'
import { NotAClaimError } from '@sirekap/kit/claims/shape'
import { readCopyFile, type CopyFile } from '@sirekap/kit/copies/copy-file'
import { fromBase64url, hex, sha256 } from '@sirekap/kit/keys/bytes'

export interface Handed {
  readonly signed: Uint8Array<ArrayBuffer>
  /** The whole copy, where the file is one. */
  readonly copy: CopyFile | null
  /** What the copy says was corrected since, the oldest first. */
  readonly corrections: readonly Word[]
}

interface Word {
  readonly signed: Uint8Array<ArrayBuffer>
  readonly details: Uint8Array<ArrayBuffer>
}

/** What a file chooser offers. */
export const HANDED_FILES = '.sirekap,.html,text/html'

const ANGLE = 0x3c

export async function handedIn(file: Blob): Promise<Handed> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const copy = bytes[0] === ANGLE ? readCopyFile(new TextDecoder().decode(bytes)) : null
  const corrections = copy?.corrections.map((each) => ({ signed: unpacked(each.signed), details: unpacked(each.details) }))
  return { signed: copy ? unpacked(copy.signed) : bytes, copy, corrections: corrections ?? [] }
}

export interface Brought {
  readonly details: Uint8Array<ArrayBuffer>
  readonly photos: readonly { readonly sha256: string; readonly jpeg: ArrayBuffer; readonly page: number }[]
  /** Every photo that was signed came along. */
  readonly whole: boolean
}

/** The details of a correction, if they are those that its claim names; null otherwise. */
export async function detailsBy(word: Word, named: string): Promise<Brought | null> {
  const same = hex(await sha256(word.details)) === named
  return same ? { details: word.details, photos: [], whole: true } : null
}

/** What a copy brings beside the numbers, if it is what the claim names and nothing else; null otherwise. */
export async function broughtBy(copy: CopyFile, detailsNamed: string): Promise<Brought | null> {
  const details = unpacked(copy.details)
  if (hex(await sha256(details)) !== detailsNamed) return null
  try {
    const named = new Map(photosOf(details).map((each) => [each.photo, each.page]))
    const photos = await Promise.all(
      copy.photos.map(async ({ jpeg }) => {
        const bytes = unpacked(jpeg)
        const name = hex(await sha256(bytes))
        return { sha256: name, jpeg: bytes.buffer, page: named.get(name) ?? 0 }
      }),
    )
    const whole = new Set(photos.map((each) => each.sha256)).size === named.size
    return photos.every((each) => named.has(each.sha256)) ? { details, photos, whole } : null
  } catch (error) {
    if (error instanceof NotAClaimError) return null
    throw error
  }
}

const unpacked = (text: string): Uint8Array<ArrayBuffer> => fromBase64url(text) ?? new Uint8Array()
