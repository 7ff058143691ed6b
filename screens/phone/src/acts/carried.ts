/**
 * A claim that somebody else's phone signed: read, judged as far as a phone can, kept to be carried on.
 *
 * In: bytes or texts from a camera, a file, a message. Out: a claim of this election, kept once, with the photos that
 * came along. Invariant: what a phone cannot prove it still carries, and says so: the server judges again.
 */

import { valuesOf } from '@sirekap/kit/claims/claim'
import { judgeHandover, readSigned, writeSigned, type SignedClaim } from '@sirekap/kit/claims/signed'
import { NotAClaimError } from '@sirekap/kit/claims/shape'
import type { Say } from '@sirekap/kit/language'
import { claims, keepCarried, packet, sheetOf, station } from '../desk'
import type { KeptClaim } from '../keep/model'
import { fieldsOf, rootsOf } from '../keep/packet'
import { FAULTS } from '../words/faults'
import { broughtBy, detailsBy, handedIn, type Brought } from './handed'

export type CarriedNow =
  | { readonly is: 'kept' | 'twice'; readonly claim: KeptClaim; readonly doubt: Say | null }
  | { readonly is: 'refused'; readonly say: Say }

export async function carry(data: Uint8Array<ArrayBuffer>, via: KeptClaim['via']): Promise<CarriedNow> {
  const read = await readable(data)
  return 'say' in read ? { is: 'refused', say: read.say } : carryRead(read, via, null)
}

/** Carries what a file holds: a copy brings photos and details too, so that nothing of the station is left behind. */
export async function carryFile(file: Blob): Promise<CarriedNow> {
  const { signed, copy, corrections } = await handedIn(file)
  const read = await readable(signed)
  if ('say' in read) return { is: 'refused', say: FAULTS.notAFile }
  const brought = copy && (await broughtBy(copy, read.claim.details))
  if (copy && !brought) return { is: 'refused', say: FAULTS.copyNotWhole }
  const carried = await carryRead(read, 'file', brought)
  for (const word of corrections) {
    const later = await readable(word.signed)
    const details = 'say' in later ? null : await detailsBy(word, later.claim.details)
    if ('say' in later || !details) return { is: 'refused', say: FAULTS.copyNotWhole }
    await carryRead(later, 'file', details)
  }
  return carried
}

async function readable(data: Uint8Array<ArrayBuffer>): Promise<SignedClaim | { readonly say: Say }> {
  try {
    return await readSigned(data)
  } catch (error) {
    if (error instanceof NotAClaimError) return { say: FAULTS.notAClaim }
    throw error
  }
}

async function carryRead(signed: SignedClaim, via: KeptClaim['via'], brought: Brought | null): Promise<CarriedNow> {
  const election = packet.value
  if (!election) return { is: 'refused', say: FAULTS.papersMissing }
  const known = claims.value.find((each) => each.id === signed.id)
  if (known && (known.details || !brought)) return { is: 'twice', claim: known, doubt: null }
  const judged = await judgeHandover(signed, election.election.id, rootsOf(election), Math.floor(Date.now() / 1000))
  if (judged.fault === 'other_election') return { is: 'refused', say: FAULTS.otherElection }
  const claim = known ?? keptOf(signed, via, judged.device?.account ?? '')
  const whole = brought ? { ...claim, details: brought.details, photos: brought.photos.map((each) => each.sha256) } : claim
  await keepCarried(whole, brought?.photos ?? [])
  return { is: 'kept', claim: whole, doubt: judged.fault ? FAULTS.claimNotSound : null }
}

function keptOf(signed: SignedClaim, via: KeptClaim['via'], by: string): KeptClaim {
  const { claim } = signed
  return {
    id: signed.id,
    own: false,
    kind: claim.kind,
    station: claim.station,
    contest: claim.contest,
    version: claim.version,
    by,
    signed: writeSigned(signed),
    bare: writeSigned({ ...signed, chain: null }),
    values: valuesIn(signed),
    details: null,
    detailsHash: claim.details,
    photos: [],
    blind: [],
    via,
    at: Date.now(),
    receipt: null,
    refused: null,
    confirmed: false,
  }
}

/** The numbers by name, where the claim is of a form that this phone knows: its own station's. */
function valuesIn(signed: SignedClaim): Readonly<Record<string, number | null>> {
  const sheet = sheetOf(signed.claim.contest)
  if (!sheet || signed.claim.station !== station.value?.code) return {}
  try {
    return Object.fromEntries(valuesOf(signed.claim, fieldsOf(sheet.contest)))
  } catch {
    return {}
  }
}

/** Fields of which a claim says another number than what was said so far. */
export function differing(said: ReadonlyMap<string, number | null>, claim: KeptClaim): readonly string[] {
  return Object.keys(claim.values).filter((field) => said.has(field) && said.get(field) !== claim.values[field])
}
