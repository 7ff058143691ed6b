// Whether a copy that was handed over is what the station signed.
//
// In: a copy file, the roots to believe, the election that is meant, the time. Out: a `CopyJudgement`. Invariant: the
// numbers come from signed claims alone, each correction over what was said before it; a check that cannot be made does
// not hold.

import { valuesOf } from '../claims/claim.ts'
import { detailsHash, photosOf } from '../claims/details.ts'
import { NotAClaimError } from '../claims/shape.ts'
import { judgeHandover, readSigned } from '../claims/signed.ts'
import type { SignedClaim } from '../claims/signed.ts'
import { fromBase64url, hex, sha256 } from '../keys/bytes.ts'
import type { Bytes } from '../keys/bytes.ts'
import { keyId } from '../keys/signatures.ts'
import type { Root } from '../keys/chain.ts'
import type { CopyFile, SignedWord } from './copy-file.ts'

/** What is checked, in the order in which a person is told. */
export const CHECKS = ['signature', 'station', 'details', 'photos'] as const
export type Check = (typeof CHECKS)[number]

export interface CopyJudgement {
  /** SHA-256 of the claim: its name in the public log. Empty where no claim can be read. */
  readonly claim: string
  /** The names of the corrections. */
  readonly corrections: readonly string[]
  /** The account that signed, such as `3527012001003-officer-1`; null where no chain proves one. */
  readonly signer: string | null
  readonly values: ReadonlyMap<string, number | null>
  readonly holds: ReadonlyMap<Check, boolean>
}

const NOTHING: CopyJudgement = {
  claim: '', corrections: [], signer: null, values: new Map(), holds: new Map(CHECKS.map((check) => [check, false])),
}

export async function judgeCopy(
  copy: CopyFile, roots: readonly Root[], election: string, at: number,
): Promise<CopyJudgement> {
  try {
    const word = await judgeWord(copy, copy, roots, election, at)
    const later = await Promise.all(copy.corrections.map((each) => judgeWord(copy, each, roots, election, at)))
    const all = [word, ...later.sort((one, other) => one.signed.claim.number - other.signed.claim.number)]
    const names = copy.fields.map((each) => each.name)
    return {
      claim: word.signed.id,
      corrections: all.slice(1).map((each) => each.signed.id),
      signer: word.signer,
      values: new Map(all.flatMap((each) => [...valuesOf(each.signed.claim, names)])),
      holds: new Map<Check, boolean>([
        ['signature', all.every((each) => each.signer !== null)],
        ['station', all.every((each) => each.ours) && later.every((each) => each.signed.claim.kind === 'correction')],
        ['details', all.every((each) => each.whole)],
        ['photos', word.whole && (await arePhotos(copy, bytesOf(copy.details)))],
      ]),
    }
  } catch (error) {
    if (error instanceof NotAClaimError) return NOTHING
    throw error
  }
}

interface JudgedWord {
  readonly signed: SignedClaim
  readonly signer: string | null
  /** Of the copy's station and contest, by a key that may sign there. */
  readonly ours: boolean
  /** The details are those that the claim names. */
  readonly whole: boolean
}

async function judgeWord(
  copy: CopyFile, word: SignedWord, roots: readonly Root[], election: string, at: number,
): Promise<JudgedWord> {
  const signed = await readSigned(bytesOf(word.signed))
  const judged = await judgeHandover(signed, election, roots, at)
  return {
    signed,
    signer: judged.device?.account ?? null,
    ours: judged.fault === null && isOf(copy, signed),
    whole: (await detailsHash(bytesOf(word.details))) === signed.claim.details,
  }
}

function isOf(copy: CopyFile, { claim }: SignedClaim): boolean {
  return claim.station === copy.station.code && claim.contest === copy.contest.id
}

/** Whether the photos are those that the details name, each of them and no other. */
async function arePhotos(copy: CopyFile, details: Bytes): Promise<boolean> {
  const named = photosOf(details).map((each) => each.photo)
  const held = await Promise.all(copy.photos.map(async (each) => hex(await sha256(bytesOf(each.jpeg)))))
  return named.length === held.length && named.every((each) => held.includes(each))
}

/** The roots that a file carries. */
export function rootsOf(copy: CopyFile): readonly Root[] {
  return copy.roots.map(({ key, retired }) => ({ key: bytesOf(key), retired }))
}

/** A key's name in groups of four, to be compared aloud with the one that KPU published. */
export async function spokenName(key: Uint8Array): Promise<string> {
  return (await keyId(key)).toUpperCase().replace(/(.{4})(?=.)/g, '$1 ')
}

function bytesOf(text: string): Bytes {
  const bytes = fromBase64url(text)
  if (bytes === null) throw new NotAClaimError('base 64')
  return bytes
}
