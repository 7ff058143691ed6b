// Whether a copy that was handed over is what the station signed.
//
// In: a copy file, the roots to believe, the election that is meant, the time. Out: a `CopyJudgement`. Invariant: the
// numbers come from the signed claim alone; a check that cannot be made does not hold.

import { valuesOf } from '../claims/claim.ts'
import { detailsHash, photosOf } from '../claims/details.ts'
import { NotAClaimError } from '../claims/shape.ts'
import { judgeHandover, readSigned } from '../claims/signed.ts'
import type { SignedClaim } from '../claims/signed.ts'
import { fromBase64url, hex, sha256 } from '../keys/bytes.ts'
import type { Bytes } from '../keys/bytes.ts'
import { keyId } from '../keys/signatures.ts'
import type { Root } from '../keys/chain.ts'
import type { CopyFile } from './copy-file.ts'

/** What is checked, in the order in which a person is told. */
export const CHECKS = ['signature', 'station', 'details', 'photos'] as const
export type Check = (typeof CHECKS)[number]

export interface CopyJudgement {
  /** SHA-256 of the claim: its name in the public log. Empty where no claim can be read. */
  readonly claim: string
  /** The account that signed, such as `3527012001003-officer-1`; null where no chain proves one. */
  readonly signer: string | null
  readonly values: ReadonlyMap<string, number | null>
  readonly holds: ReadonlyMap<Check, boolean>
}

const NOTHING: CopyJudgement = {
  claim: '', signer: null, values: new Map(), holds: new Map(CHECKS.map((check) => [check, false])),
}

export async function judgeCopy(
  copy: CopyFile, roots: readonly Root[], election: string, at: number,
): Promise<CopyJudgement> {
  try {
    const signed = await readSigned(bytesOf(copy.signed))
    const judged = await judgeHandover(signed, election, roots, at)
    const details = bytesOf(copy.details)
    const same = (await detailsHash(details)) === signed.claim.details
    return {
      claim: signed.id,
      signer: judged.device?.account ?? null,
      values: valuesOf(signed.claim, copy.fields.map((each) => each.name)),
      holds: new Map<Check, boolean>([
        ['signature', judged.device !== null],
        ['station', judged.fault === null && isOf(copy, signed)],
        ['details', same],
        ['photos', same && (await arePhotos(copy, details))],
      ]),
    }
  } catch (error) {
    if (error instanceof NotAClaimError) return NOTHING
    throw error
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
