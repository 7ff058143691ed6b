/**
 * What a copy proves to whoever received it: whose key signed these numbers, and whether the keys above lead to a root
 * that this phone has pinned.
 *
 * In: the bytes of a signed claim, or a file. Out: a verdict with what was proven. Invariant: only roots of the packet that this
 * phone holds are trusted, never anything that came with the copy; no account and no network takes part.
 */

import { valuesOf } from '@sirekap/kit/claims/claim'
import { judgeHandover, readSigned, type SignedClaim } from '@sirekap/kit/claims/signed'
import { NotAClaimError } from '@sirekap/kit/claims/shape'
import type { Say } from '@sirekap/kit/language'
import { packet } from '../desk'
import { fieldsOf, rootsOf, type PhoneContest } from '../keep/packet'
import { FAULTS } from '../words/faults'
import { broughtBy, detailsBy, handedIn, type Brought } from './handed'

export type Verdict =
  | {
      readonly is: 'sound'
      readonly signed: SignedClaim
      readonly account: string
      readonly contest: PhoneContest | null
      readonly values: ReadonlyMap<string, number | null>
      /** Photos that came along and are those that were signed. */
      readonly photos: Brought['photos']
    }
  | { readonly is: 'not proven'; readonly say: Say }

const notProven = (say: Say): Verdict => ({ is: 'not proven', say })

/** Judges what a file holds; of a copy, its photos and details too. */
export async function verifyFile(file: Blob): Promise<Verdict> {
  const { signed, copy, corrections } = await handedIn(file)
  const verdict = await verify(signed)
  if (verdict.is === 'not proven' || !copy) return verdict
  const brought = await broughtBy(copy, verdict.signed.claim.details)
  if (!brought?.whole) return notProven(FAULTS.copyNotWhole)
  const all = [verdict]
  for (const word of corrections) {
    const later = await verify(word.signed)
    if (later.is === 'not proven') return later
    const { claim } = later.signed
    const of = verdict.signed.claim
    const fits = claim.kind === 'correction' && claim.station === of.station && claim.contest === of.contest
    if (!fits || !(await detailsBy(word, claim.details))) return notProven(FAULTS.copyNotWhole)
    all.push(later)
  }
  // The signer's own count orders them, not the file.
  const inOrder = all.sort((one, other) => one.signed.claim.number - other.signed.claim.number)
  const values = new Map(inOrder.flatMap((each) => [...each.values]))
  return { ...verdict, values, photos: brought.photos }
}

export async function verify(data: Uint8Array<ArrayBuffer>): Promise<Verdict> {
  const held = packet.value
  if (!held) return notProven(FAULTS.papersMissing)
  let signed: SignedClaim
  try {
    signed = await readSigned(data)
  } catch (error) {
    if (error instanceof NotAClaimError) return notProven(FAULTS.notAFile)
    throw error
  }
  const judged = await judgeHandover(signed, held.election.id, rootsOf(held), Math.floor(Date.now() / 1000))
  if (judged.fault === 'other_election') return notProven(FAULTS.otherElection)
  if (judged.fault || !judged.device) return notProven(FAULTS.copyNotSound)
  const contest = held.contests.find((each) => signed.claim.form === each.form.hash.slice(0, signed.claim.form.length)) ?? null
  const values = contest ? valuesOf(signed.claim, fieldsOf(contest)) : new Map<string, number | null>()
  return { is: 'sound', signed, account: judged.device.account, contest, values, photos: [] }
}
