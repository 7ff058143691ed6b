/**
 * Signed in by the phone's own key: for notes about the station, and to see what the server made of the numbers.
 *
 * In: the device. Out: answers of addresses that need an account. Invariant: no secret travels; a claim needs none of
 * this. Without a network every call throws, and is made again later.
 */

import { base64url, fromBase64url } from '@sirekap/kit/keys/bytes'
import { answerChallenge } from '@sirekap/kit/keys/device'
import type { Say } from '@sirekap/kit/language'
import { keep, type Base } from '../keep/database'
import type { Device, KeptClaim, Note } from '../keep/model'
import { sentMark, type SendPhoto } from './outbox'
import type { Packet } from '../keep/packet'

const JSON_BODY = { 'Content-Type': 'application/json' }

async function signIn(device: Device, packet: Packet): Promise<void> {
  await fetch('/api/devices', { method: 'POST', headers: JSON_BODY, body: JSON.stringify({ chain: base64url(device.chain) }) })
  const asked = await fetch('/api/challenges', { method: 'POST' })
  const { challenge } = (await asked.json()) as { challenge: string }
  const bytes = fromBase64url(challenge)
  if (!bytes) throw new Error('no challenge')
  const signature = base64url(await answerChallenge(device.key, packet.election.id, bytes))
  const answer = await fetch('/api/session/device', {
    method: 'POST',
    headers: JSON_BODY,
    body: JSON.stringify({ place: device.place, key: device.key.id, challenge, signature }),
  })
  if (!answer.ok) throw new Error(String(answer.status))
}

/** Asks, and signs in first where the server says that nobody is. */
async function asOfficer(device: Device, packet: Packet, path: string, init?: RequestInit): Promise<Response> {
  const answer = await fetch(path, init)
  if (answer.status !== 401) return answer
  await signIn(device, packet)
  return fetch(path, init)
}

/** Sends notes in their order; the photo of one goes first, for a note may only name what has come. */
export async function sendNotes(base: Base, device: Device, packet: Packet, photo: SendPhoto): Promise<void> {
  const waiting = (await base.getAll('notes')).filter((each) => each.sentAt === null && !each.refused)
  for (const note of waiting.sort((one, other) => one.at - other.at)) {
    const named = note.body['photo']
    // The same photo may belong to several notes, or to a page.
    if (typeof named === 'string' && !(await base.get('one', sentMark(named)))) await photo(base, device.place, named)
    const path = `/api/stations/${device.place}/${note.contest}/${note.what}`
    const answer = await asOfficer(device, packet, path, {
      method: 'POST',
      headers: JSON_BODY,
      body: JSON.stringify(note.body),
    })
    if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status))
    await noted(base, note, answer)
  }
}

async function noted(base: Base, note: Note, answer: Response): Promise<void> {
  const said = answer.ok ? null : (((await answer.json()) as { say?: Say }).say ?? null)
  await keep(base, ['notes'], (work) => {
    return work.objectStore('notes').put({ ...note, sentAt: answer.ok ? Date.now() : null, refused: said })
  })
}

interface StationSeen {
  readonly sections: readonly { readonly state: string }[]
}

/** Asks which of our own results the server counts as confirmed by now. */
export async function lookForConfirmed(base: Base, device: Device, packet: Packet): Promise<void> {
  const open = (await base.getAll('claims')).filter((each) => each.own && each.kind === 'check' && each.receipt && !each.confirmed)
  for (const contest of new Set(open.map((each) => each.contest))) {
    const answer = await asOfficer(device, packet, `/api/stations/${device.place}/${contest}`)
    if (!answer.ok) continue
    const seen = (await answer.json()) as StationSeen
    const confirmed = seen.sections.length > 0 && seen.sections.every((each) => ['confirmed', 'settled'].includes(each.state))
    if (confirmed) await keep(base, ['claims'], (work) => confirm(work.objectStore('claims'), open, contest))
  }
}

async function confirm(
  store: { get(id: string): Promise<KeptClaim | undefined>; put?(claim: KeptClaim): Promise<string> },
  open: readonly KeptClaim[],
  contest: string,
): Promise<void> {
  for (const { id } of open.filter((each) => each.contest === contest)) {
    const claim = await store.get(id)
    if (claim) await store.put?.({ ...claim, confirmed: true })
  }
}
