/**
 * What the screens look at: the election, the device, the work and the claims, read from the phone's keeping.
 *
 * In: the database. Out: signals. Invariant: a signal changes only after the database has; so what a screen shows as
 * kept is kept.
 */

import { computed, signal } from '@preact/signals'
import { hex } from '@sirekap/kit/keys/bytes'
import { keep, keepForGood, openBase, watchKeeping, type Base } from './keep/database'
import { keepPacket, keptPacket } from './keep/last'
import type { ContestWork, Device, KeptClaim, KeptPhoto, Note, PageWork } from './keep/model'
import { fetchPacket, parse, type Form, type KeptPacket, type Packet, type Papers, type PhoneContest } from './keep/packet'
import { standingOf } from './send/outbox'
import type { Brought } from './acts/handed'

export const packet = signal<Papers | null>(null)
export const device = signal<Device | null>(null)
export const pages = signal<readonly PageWork[]>([])
export const contests = signal<readonly ContestWork[]>([])
export const claims = signal<readonly KeptClaim[]>([])
export const notes = signal<readonly Note[]>([])
/** The browser promised not to clear our storage when the phone runs short. */
export const lasting = signal(false)

/** The last thing that was to be kept was not: the phone is full. */
export const full = signal(false)
watchKeeping((kept) => {
  full.value = !kept
})

export const station = computed<Packet['station'] | null>(() => packet.value?.station ?? null)

export interface Sheet {
  readonly contest: PhoneContest
  readonly form: Form
}

export const sheets = computed<readonly Sheet[]>(() => {
  return (packet.value?.contests ?? []).flatMap((contest) => {
    const form = packet.value?.formOf.get(contest.form.hash)
    return form ? [{ contest, form }] : []
  })
})

export const sheetOf = (contest: string): Sheet | null => sheets.value.find((each) => each.contest.id === contest) ?? null

export const pageWork = (contest: string, page: number): PageWork | null =>
  pages.value.find((each) => each.contest === contest && each.page === page) ?? null

export const contestWork = (contest: string): ContestWork =>
  contests.value.find((each) => each.contest === contest) ?? { contest, reasons: {}, asserted: [] }

/** Claims that this phone still has something to send of. */
export const waiting = computed(() => claims.value.filter((each) => ['kept', 'received'].includes(standingOf(each))))

export function base(): Promise<Base> {
  if (!packet.value) throw new Error('no election is open')
  return openBase(packet.value.election.id)
}

/** Opens the packet that is kept; false where there is none yet. */
export async function openPacket(): Promise<boolean> {
  const kept = await keptPacket()
  packet.value = kept && parse(kept)
  return kept !== null
}

/** Fetches the packet of a station and keeps it; throws without a network. A phone that is somebody's keeps its own. */
export async function takePacket(code: string): Promise<void> {
  if (device.value && device.value.place !== code) return
  const fetched: KeptPacket = await fetchPacket(code)
  await keepPacket(fetched)
  packet.value = parse(fetched)
}

/** Reads everything that is kept into the signals. */
export async function look(): Promise<void> {
  const from = await base()
  device.value = ((await from.get('one', 'device')) as Device | undefined) ?? null
  pages.value = await from.getAll('pages')
  contests.value = await from.getAll('contests')
  claims.value = (await from.getAll('claims')).sort((one, other) => one.at - other.at)
  notes.value = (await from.getAll('notes')).sort((one, other) => one.at - other.at)
  if (device.value) lasting.value = await keepForGood()
}

/** Keeps a photo with the work on its page, together or not at all. */
export async function keepPage(photo: KeptPhoto, work: PageWork): Promise<void> {
  await keep(await base(), ['photos', 'pages'], async (all) => {
    await all.objectStore('photos').put(photo)
    await all.objectStore('pages').put(work)
  })
  await look()
}

export async function keepWork(work: PageWork): Promise<void> {
  await keep(await base(), ['pages'], (all) => all.objectStore('pages').put(work))
  pages.value = [...pages.value.filter((each) => each.contest !== work.contest || each.page !== work.page), work]
}

export async function keepContest(work: ContestWork): Promise<void> {
  await keep(await base(), ['contests'], (all) => all.objectStore('contests').put(work))
  contests.value = [...contests.value.filter((each) => each.contest !== work.contest), work]
}

export async function keepNote(note: Omit<Note, 'id' | 'at' | 'sentAt' | 'refused'>): Promise<void> {
  const made: Note = { ...note, id: hex(crypto.getRandomValues(new Uint8Array(16))), at: Date.now(), sentAt: null, refused: null }
  await keep(await base(), ['notes'], (all) => all.objectStore('notes').put(made))
  notes.value = [...notes.value, made]
}

/** Keeps a claim that somebody else signed, with photos that came with it; what came first is only ever added to. */
export async function keepCarried(claim: KeptClaim, brought: readonly Brought['photos'][number][]): Promise<void> {
  await keep(await base(), ['claims', 'photos'], async (all) => {
    const store = all.objectStore('claims')
    const known = await store.get(claim.id)
    if (!known) await store.put(claim)
    else if (!known.details && claim.details) await store.put({ ...known, details: claim.details, photos: claim.photos })
    for (const { sha256, jpeg, page } of brought) await all.objectStore('photos').put(loose(sha256, jpeg, claim.contest, page))
  })
  await look()
}

export const photoOf = async (sha256: string): Promise<KeptPhoto | null> => (await (await base()).get('photos', sha256)) ?? null

/** Keeps a photo that is no page of a form: of an incident or an objection. */
export async function keepLoosePhoto(made: { readonly jpeg: ArrayBuffer; readonly sha256: string }, contest: string): Promise<void> {
  await keep(await base(), ['photos'], (all) => all.objectStore('photos').put(loose(made.sha256, made.jpeg, contest, 0)))
}

/** A photo of which this phone has no other original than the rendition itself. */
function loose(sha256: string, jpeg: ArrayBuffer, contest: string, page: number): KeptPhoto {
  return { sha256, rendition: jpeg, original: jpeg, originalSha256: sha256, contest, page, at: Date.now(), from: 'file' }
}
