/**
 * From what the officer said to a signed claim that is kept: the one moment at which a number becomes somebody's word.
 *
 * In: the work on a contest's pages, or what is corrected, withdrawn or keyed blind. Out: a kept claim. Invariant: no
 * number is used twice; the claim, its details and what it changes on pages are one transaction; once `signWord` returns,
 * the claim is on the flash.
 */

import { claimId, saidInOrder, writeClaim, type ClaimFlag, type ClaimKind } from '@sirekap/kit/claims/claim'
import { detailsHash, tidyReason, writeDetails, type Details, type PhoneReading } from '@sirekap/kit/claims/details'
import { NAMED_DIGITS } from '@sirekap/kit/claims/named'
import { signClaim, writeSigned } from '@sirekap/kit/claims/signed'
import type { Base } from '../keep/database'
import { keep } from '../keep/database'
import type { ContestWork, Device, KeptClaim, KeptPhoto, PageWork } from '../keep/model'
import { fieldsOf, pageFields, type Packet, type PhoneContest } from '../keep/packet'
import { valueOf, wantsSecond } from './values'

export interface Signer {
  readonly base: Base
  readonly packet: Packet
  readonly device: Device
  /** Version of this program. */
  readonly app: string
}

/** What is said, before it is signed. */
export interface Word {
  readonly station: string
  readonly contest: PhoneContest
  readonly version: number
  readonly kind: ClaimKind
  readonly flags: ReadonlySet<ClaimFlag>
  readonly values: ReadonlyMap<string, number | null>
  readonly photos: readonly KeptPhoto[]
  readonly readings: readonly PhoneReading[]
  readonly reasons: ReadonlyMap<string, string>
  readonly reason: string
  readonly withdrawn: readonly string[]
  /** Fields of which the gate wants a second person's entry. */
  readonly blind: readonly string[]
}

/** What a word makes of the work on pages, so that they never say otherwise than what is signed. */
export interface PagesAfter {
  readonly changed: readonly PageWork[]
  readonly dropped: readonly PageWork[]
}

const AS_THEY_ARE: PagesAfter = { changed: [], dropped: [] }
const COUNTER = 'claims signed'

/** Everything that the checked pages of a contest say. */
export function wordOf(
  at: Pick<Word, 'station' | 'contest'>,
  pages: readonly PageWork[],
  photos: readonly KeptPhoto[],
  answers: ContestWork,
  flags: ReadonlySet<ClaimFlag>,
): Word {
  const values = new Map<string, number | null>()
  const blind: string[] = []
  for (const work of pages) {
    for (const { name } of pageFields(at.contest, work.page)) {
      const value = valueOf(work, name)
      if (value === undefined) continue
      values.set(name, value)
      if (wantsSecond(work, name)) blind.push(name)
    }
  }
  const unread = pages.some((each) => each.reading === null)
  return {
    ...at,
    version: 0,
    kind: 'check',
    flags: unread ? new Set<ClaimFlag>([...flags, 'without_reader']) : flags,
    values,
    photos,
    readings: pages.flatMap(readingOf),
    reasons: new Map(Object.entries(answers.reasons).map(([code, reason]) => [code, tidyReason(reason)])),
    reason: '',
    withdrawn: [],
    blind,
  }
}

/** What a later word says, which brings no photo, no reading and no answer to a rule of its own. */
export function laterWord(at: Pick<Word, 'station' | 'contest' | 'version' | 'kind'>, said: Partial<Word>): Word {
  return {
    flags: new Set(),
    values: new Map(),
    photos: [],
    readings: [],
    reasons: new Map(),
    reason: '',
    withdrawn: [],
    blind: [],
    ...said,
    ...at,
  }
}

export async function signWord(signer: Signer, word: Word, pages = AS_THEY_ARE): Promise<KeptClaim> {
  const details = writeDetails(detailsOf(word, signer.app), (page) => pageFields(word.contest, page).map((each) => each.name))
  const hash = await detailsHash(details)
  const number = await nextNumber(signer.base)
  const claim = {
    election: signer.packet.election.id.slice(0, NAMED_DIGITS),
    station: word.station,
    contest: word.contest.id,
    version: word.version,
    form: word.contest.form.hash.slice(0, NAMED_DIGITS),
    kind: word.kind,
    flags: word.flags,
    said: saidInOrder(fieldsOf(word.contest), word.values),
    details: hash,
    number,
  }
  const signed = await signClaim(claim, signer.packet.election.id, signer.device.key, signer.device.chain)
  const kept: KeptClaim = {
    id: await claimId(writeClaim(claim)),
    own: true,
    kind: word.kind,
    station: word.station,
    contest: word.contest.id,
    version: word.version,
    by: signer.device.account,
    signed: writeSigned(signed),
    bare: writeSigned({ ...signed, chain: null }),
    values: Object.fromEntries(word.values),
    details,
    detailsHash: hash,
    photos: word.photos.map((each) => each.sha256),
    blind: word.blind,
    via: 'http',
    at: Date.now(),
    receipt: null,
    refused: null,
    confirmed: false,
  }
  await keep(signer.base, ['claims', 'pages'], async (all) => {
    await all.objectStore('claims').put(kept)
    for (const each of pages.changed) await all.objectStore('pages').put(each)
    for (const { contest, page } of pages.dropped) await all.objectStore('pages').delete([contest, page])
  })
  return kept
}

/** Takes the next number for good before anything is signed with it: one that is lost leaves a gap, which does no harm. */
async function nextNumber(base: Base): Promise<number> {
  return keep(base, ['one'], async (work) => {
    const store = work.objectStore('one')
    const next = Number((await store.get(COUNTER)) ?? 0) + 1
    await store.put(next, COUNTER)
    return next
  })
}

function detailsOf(word: Word, app: string): Details {
  return {
    photos: word.photos.map((each) => ({
      photo: each.sha256,
      size: each.rendition.byteLength,
      page: each.page,
      original: each.originalSha256,
    })),
    deviceTime: Math.floor(Date.now() / 1000),
    app,
    readings: word.readings,
    reasons: word.reasons,
    reason: tidyReason(word.reason),
    withdrawn: word.withdrawn,
    place: null,
  }
}

function readingOf(work: PageWork): readonly PhoneReading[] {
  if (!work.reading) return []
  const fields = Object.entries(work.reading).map(([name, { value, probability, accepted, boxes }]) => {
    return [name, { value, probability, accepted, boxes }] as const
  })
  return [{ photo: work.photo, page: work.page, fields: new Map(fields) }]
}
