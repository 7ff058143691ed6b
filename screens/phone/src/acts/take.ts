/**
 * From a photo to a kept page: recognised, checked that it is ours, made into the rendition that is published, kept.
 *
 * In: a photo, and the page that was asked for where one was. Out: what became of it. Invariant: another station's page
 * and another election's are refused by name; a page photographed again never replaces the older photo without a word.
 */

import { hex, sha256 } from '@sirekap/kit/keys/bytes'
import { fill, type Say } from '@sirekap/kit/language'
import type { PageReader, Seen } from '../camera/reader'
import { keepPage, pageWork, sheets, station, type Sheet } from '../desk'
import type { KeptPhoto, PageWork } from '../keep/model'
import { FAULTS } from '../words/faults'

export interface Wanted {
  readonly contest: string
  readonly page: number
}

export type Taken =
  | { readonly is: 'refused'; readonly say: Say }
  | { readonly is: 'unread'; readonly say: Say; readonly keep: () => Promise<void>; readonly wanted: Wanted }
  | { readonly is: 'kept'; readonly sheet: Sheet; readonly page: number }
  | { readonly is: 'twice'; readonly sheet: Sheet; readonly page: number; readonly use: () => Promise<void> }

const MOST_BYTES = 25 * 1024 * 1024

export async function take(photo: Blob, from: 'camera' | 'file', reader: PageReader, wanted: Wanted | null): Promise<Taken> {
  if (photo.size > MOST_BYTES) return { is: 'refused', say: FAULTS.photoTooLarge }
  let seen: Seen
  try {
    seen = await reader.read(photo)
  } catch {
    return { is: 'refused', say: FAULTS.photoTooLarge }
  }
  if ('refused' in seen) {
    if (!wanted) return { is: 'refused', say: seen.refused }
    return { is: 'unread', say: seen.refused, wanted, keep: () => keepUnread(photo, from, reader, wanted) }
  }
  return takeRead(photo, from, reader, seen)
}

async function keepUnread(photo: Blob, from: 'camera' | 'file', reader: PageReader, wanted: Wanted): Promise<void> {
  const kept = await photoOf(photo, from, reader, wanted)
  await keepPage(kept, workOf(wanted, kept.sha256, null))
}

type Read = Exclude<Seen, { readonly refused: Say }>

async function takeRead(photo: Blob, from: 'camera' | 'file', reader: PageReader, seen: Read): Promise<Taken> {
  const sheet = sheets.value.find((each) => each.contest.form.hash.startsWith(seen.form))
  if (!sheet) return { is: 'refused', say: FAULTS.notOurPage }
  if (seen.station !== null && seen.station !== station.value?.code) {
    return { is: 'refused', say: named(FAULTS.otherStation, { station: seen.station }) }
  }
  const at = { contest: sheet.contest.id, page: seen.page }
  const kept = await photoOf(photo, from, reader, at)
  const work = workOf(at, kept.sha256, seen.fields)
  if (pageWork(at.contest, at.page)) return { is: 'twice', sheet, page: seen.page, use: () => keepPage(kept, work) }
  await keepPage(kept, work)
  return { is: 'kept', sheet, page: seen.page }
}

function workOf(at: Wanted, photo: string, reading: PageWork['reading']): PageWork {
  return { ...at, photo, reading, said: {}, checked: false }
}

async function photoOf(photo: Blob, from: 'camera' | 'file', reader: PageReader, at: Wanted): Promise<KeptPhoto> {
  const original = await photo.arrayBuffer()
  const made = await reader.rendition(photo)
  return {
    sha256: made.sha256,
    rendition: made.jpeg,
    original,
    originalSha256: hex(await sha256(new Uint8Array(original))),
    ...at,
    at: Date.now(),
    from,
  }
}

/** A sentence in both languages with its values put in. */
export const named = (sentence: Say, values: Readonly<Record<string, string>>): Say => ({
  id: fill(sentence.id, values),
  en: fill(sentence.en, values),
})
