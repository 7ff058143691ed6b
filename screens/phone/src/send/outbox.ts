/**
 * Sends what is kept, the small signed claim first, until the server's signed receipt names all of it.
 *
 * In: kept claims. Out: the same with their receipts. Invariant: nothing leaves the phone's keeping by being sent, and
 * sending twice changes nothing; one page sends at a time. What fails by itself does not hold up other stations and
 * contests: a courier carries for many. The worker sends claims alone; photos go from an open page.
 */

import { fromBase64url } from '@sirekap/kit/keys/bytes'
import { readReceipt, type Receipt } from '@sirekap/kit/claims/receipt'
import type { Say } from '@sirekap/kit/language'
import { keep, openBase, type Base } from '../keep/database'
import { keptPacket } from '../keep/last'
import type { KeptClaim } from '../keep/model'
import { bytesOf, type Packet } from '../keep/packet'

export type Part = 'claims' | 'everything'
export type SendPhoto = (base: Base, station: string, sha256: string) => Promise<void>
/** What became of it: `failed` where the server is there, but something did not get through to it. */
export type Sent = 'all' | 'some' | 'failed' | 'unreachable'

/** There is no line, or the server asks to wait: what comes next would fare no better. */
export class NotNowError extends Error {}

const PATIENCE = 60_000
/** Too many at once, and what stands before a server says while that one is away. */
const WAIT_CODES: ReadonlySet<number> = new Set([429, 502, 503, 504])

/** The error of a call that failed; no status where nothing answered. */
export function failureOf(status: number | null): Error {
  return status === null || WAIT_CODES.has(status) ? new NotNowError(String(status)) : new Error(String(status))
}

/** Where it is kept that the server has all of a photo: a finished upload cannot be asked for again. */
export const sentMark = (sha256: string): string => `sent ${sha256}`

/** How a claim stands, in the person's words. */
export type Standing = 'kept' | 'apart' | 'received' | 'whole' | 'confirmed'

export function standingOf(claim: KeptClaim): Standing {
  if (claim.refused) return 'apart'
  if (claim.confirmed) return 'confirmed'
  if (!claim.receipt) return 'kept'
  const whole = claim.details === null || (claim.receipt.details && !claim.receipt.missing.length)
  return whole ? 'whole' : 'received'
}

const isDone = (claim: KeptClaim) => ['apart', 'whole', 'confirmed'].includes(standingOf(claim))

/** Sends all that is not yet received; a second call while one is at work does nothing. */
export async function sendAll(part: Part, photo?: SendPhoto): Promise<Sent> {
  const kept = await keptPacket()
  if (!kept) return 'all'
  const packet = JSON.parse(kept.packet) as Packet
  const work = async () => sendKept(packet, part, photo)
  if (!navigator.locks) return work()
  return navigator.locks.request('sirekap-outbox', { ifAvailable: true }, (lock) => (lock ? work() : 'some'))
}

async function sendKept(packet: Packet, part: Part, photo?: SendPhoto): Promise<Sent> {
  const base = await openBase(packet.election.id)
  const waiting = (await base.getAll('claims')).filter((each) => !isDone(each)).sort((a, b) => a.at - b.at)
  // All the small claims before the first photo: on a thin line they are what counts.
  const words = await inTurn(waiting, (claim) => sendWord(base, packet, claim))
  if (words === 'unreachable') return words
  if (part === 'claims' || !photo) return words === 'failed' ? words : waiting.length ? 'some' : 'all'
  const photos = await inTurn(waiting, ({ id }) => sendPhotos(base, packet, id, photo))
  if (photos === 'unreachable') return photos
  if (words === 'failed' || photos === 'failed') return 'failed'
  const left = (await base.getAll('claims')).filter((each) => !isDone(each))
  return left.length ? 'some' : 'all'
}

/** Sends one after the other, past those that fail by themselves; a correction waits for what it corrects. */
async function inTurn(claims: readonly KeptClaim[], send: (claim: KeptClaim) => Promise<void>): Promise<Sent> {
  const failed = new Set<string>()
  for (const claim of claims) {
    const of = `${claim.station}/${claim.contest}`
    if (failed.has(of)) continue
    try {
      await send(claim)
    } catch (error) {
      if (error instanceof NotNowError) return 'unreachable'
      failed.add(of)
    }
  }
  return failed.size ? 'failed' : 'all'
}

async function sendWord(base: Base, packet: Packet, claim: KeptClaim): Promise<void> {
  if (!claim.receipt) {
    const answer = await ask(`/api/claims?via=${claim.via}`, 'POST', claim.signed)
    await take(base, packet, claim.id, answer)
  }
  const now = await base.get('claims', claim.id)
  if (!now?.receipt || now.receipt.details || now.refused || !now.details) return
  const answer = await ask(`/api/details/${now.station}/${now.detailsHash}`, 'PUT', now.details)
  if (answer.ok) await freshReceipt(base, packet, now)
}

async function sendPhotos(base: Base, packet: Packet, id: string, photo: SendPhoto): Promise<void> {
  const claim = await base.get('claims', id)
  if (!claim?.receipt || claim.refused) return
  for (const sha256 of claim.receipt.missing) {
    if (!claim.photos.includes(sha256)) continue
    await photo(base, claim.station, sha256)
    await freshReceipt(base, packet, claim)
  }
}

async function freshReceipt(base: Base, packet: Packet, claim: KeptClaim): Promise<void> {
  await take(base, packet, claim.id, await ask(`/api/claims/${claim.station}/${claim.id}/receipt`, 'GET'))
}

async function ask(path: string, method: string, body?: Uint8Array<ArrayBuffer>): Promise<Response> {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), PATIENCE)
  const request = {
    method,
    signal: patience.signal,
    ...(body ? { body, headers: { 'Content-Type': 'application/cbor' } } : {}),
  }
  const answer = await fetch(path, request)
    .catch(() => Promise.reject(failureOf(null)))
    .finally(() => clearTimeout(timer))
  if (answer.status >= 500 || answer.status === 429) throw failureOf(answer.status)
  return answer
}

interface Told {
  readonly signed?: string
  readonly receipt?: { readonly signed?: string } | null
  readonly say?: Say
}

/** Keeps what the server answered, if its signature holds; an answer without one proves nothing and changes nothing. */
async function take(base: Base, packet: Packet, id: string, answer: Response): Promise<void> {
  const told = (await answer.json()) as Told
  const text = told.signed ?? told.receipt?.signed
  const bytes = text ? fromBase64url(text) : null
  if (!bytes && answer.ok) throw new Error('an answer without a receipt')
  const receipt = bytes ? await readReceipt(bytes, packet.election.id, bytesOf(packet.keys.receipt)) : null
  await keep(base, ['claims'], async (work) => {
    const store = work.objectStore('claims')
    const claim = await store.get(id)
    if (claim) await store.put(withAnswer(claim, receipt, answer.ok ? null : (told.say ?? null)))
  })
}

function withAnswer(claim: KeptClaim, receipt: Receipt | null, refused: Say | null): KeptClaim {
  return { ...claim, receipt: receipt?.verdict === 'accepted' ? receipt : claim.receipt, refused }
}
