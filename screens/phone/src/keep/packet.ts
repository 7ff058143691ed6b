/**
 * The station's packet: what is fixed before polling day, fetched once, checked, and then kept (docs/station-packet.md).
 *
 * In: the JSON that the server gives, with the forms it names. Out: the election, the station and the form of each
 * contest. Invariant: a packet is taken only where the key inside signed it and every form has the hash it is named by.
 */

import { fromBase64url, hex, sha256 } from '@sirekap/kit/keys/bytes'
import type { Root } from '@sirekap/kit/keys/chain'
import { holds } from '@sirekap/kit/keys/signatures'
import type { Say } from '@sirekap/kit/language'
import type { Within } from '@sirekap/kit/place'
import type { Severity } from '@sirekap/kit/rules/judge'

export interface Rect {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface FormPage {
  readonly number: number
  readonly width: number
  readonly height: number
  readonly fields: readonly { readonly name: string; readonly area: Rect; readonly boxes: readonly Rect[] }[]
}

/** A form as its own bytes tell it; the reader takes more of it than the screens do. */
export interface Form {
  readonly hash: string
  readonly pages: readonly FormPage[]
  readonly identities: readonly { readonly rule: string; readonly total: string; readonly parts: readonly string[] }[]
}

/** Width and height of what a person should see of a field, millimetres. */
export function areaOf(form: Form, name: string): readonly [number, number] {
  const field = form.pages.flatMap((page) => page.fields).find((each) => each.name === name)
  return field ? [field.area.width, field.area.height] : [60, 18]
}

/** Millimetres around the boxes that are shown with them. */
const AROUND = 2

/** Where a field's boxes lie within what a person should see of it, and how large they are in millimetres. */
export function boxesOf(form: Form, name: string): { readonly within: Within; readonly size: readonly [number, number] } {
  const field = form.pages.flatMap((page) => page.fields).find((each) => each.name === name)
  const [first, last] = [field?.boxes[0], field?.boxes[field.boxes.length - 1]]
  if (!field || !first || !last) return { within: [0, 0, 1, 1], size: areaOf(form, name) }
  const { area } = field
  const share = (value: number, from: number, size: number) => Math.min(1, Math.max(0, (value - from) / size))
  const within: Within = [
    share(first.left - AROUND, area.left, area.width),
    share(first.top - AROUND, area.top, area.height),
    share(last.left + last.width + AROUND, area.left, area.width),
    share(last.top + last.height + AROUND, area.top, area.height),
  ]
  return { within, size: [(within[2] - within[0]) * area.width, (within[3] - within[1]) * area.height] }
}

export interface Ticket {
  readonly number: number
  readonly names: readonly string[]
  readonly colour: string
  readonly blank: boolean
}

export interface Person {
  readonly number: number
  readonly name: string
}

export interface PhoneField {
  readonly name: string
  readonly page: number
  /** The most digits its boxes hold. */
  readonly digits: number
  readonly code: string
  readonly row: Say
  readonly column: Say
}

export interface PhoneContest {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly tickets: readonly Ticket[]
  readonly parties: readonly (Person & { readonly full_name: string; readonly candidates: readonly Person[] })[]
  readonly candidates: readonly Person[]
  readonly form: { readonly name: string; readonly family: string; readonly hash: string; readonly pages: number; readonly path: string }
  /** In the order in which a claim says them. */
  readonly fields: readonly PhoneField[]
}

export interface Packet {
  readonly format: number
  readonly election: {
    readonly id: string
    readonly name: string
    readonly day: string
    readonly practice: boolean
    readonly voter_cap: number
    readonly reserve_permille: number
    /** A page may also be chosen from a file; absent in packets that were kept before it was told. */
    readonly photos_from_files?: boolean
  }
  readonly station: {
    readonly code: string
    readonly name: string
    readonly time_zone: string
    readonly registered: { readonly male: number; readonly female: number } | null
    readonly ballots_delivered: number | null
    readonly regions: readonly { readonly code: string; readonly name: string; readonly tier: string }[]
  }
  readonly contests: readonly PhoneContest[]
  readonly rules: readonly { readonly code: string; readonly severity: Severity; readonly says: Say }[]
  readonly keys: { readonly roots: readonly { readonly key: string; readonly retired: number | null }[]; readonly receipt: string }
}

/** What is kept: the texts as they came, so that they can be checked again by anybody. */
export interface KeptPacket {
  readonly packet: string
  readonly signature: string
  /** The forms' own bytes as text, by hash. */
  readonly forms: Readonly<Record<string, string>>
  /** The C.HASIL SALINAN of each contest with room for its numbers, as text; by contest. */
  readonly copies?: Readonly<Record<string, string>>
}

export interface Papers extends Packet {
  readonly copies: Readonly<Record<string, string>>
  readonly formOf: ReadonlyMap<string, Form>
}

/** The packet is not what it says it is. */
export class PacketError extends Error {}

export function parse(kept: KeptPacket): Papers {
  const packet = JSON.parse(kept.packet) as Packet
  const formOf = new Map<string, Form>()
  for (const { form } of packet.contests) {
    const text = kept.forms[form.hash]
    if (text) formOf.set(form.hash, { ...(JSON.parse(text) as Form), hash: form.hash })
  }
  return { ...packet, formOf, copies: kept.copies ?? {} }
}

/** Fetches a station's packet and its forms; throws where there is no network, PacketError where they prove nothing. */
export async function fetchPacket(station: string): Promise<KeptPacket> {
  const answer = await fetch(`/api/packets/${station}`)
  if (!answer.ok) throw new PacketError(String(answer.status))
  const { packet, signature } = (await answer.json()) as { packet: string; signature: string }
  const told = JSON.parse(packet) as Packet
  const key = fromBase64url(told.keys.receipt)
  const signed = fromBase64url(signature)
  const sound = key && signed && (await holds(key, 'packet', told.election.id, new TextEncoder().encode(packet), signed))
  if (!sound || told.station.code !== station) throw new PacketError('signature')
  const forms: Record<string, string> = {}
  for (const { form } of told.contests) forms[form.hash] = await fetchForm(form.path, form.hash)
  const copies: Record<string, string> = {}
  for (const { id } of told.contests) {
    const paper = await fetch(`/api/copies/${station}/${id}`)
    // A contest without a printed copy can still be counted.
    if (paper.ok) copies[id] = await paper.text()
  }
  return { packet, signature, forms, copies }
}

async function fetchForm(path: string, hash: string): Promise<string> {
  const answer = await fetch(`/api/${path}`)
  if (!answer.ok) throw new PacketError(path)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  if (hex(await sha256(bytes)) !== hash) throw new PacketError('a form with another hash')
  return new TextDecoder().decode(bytes)
}

export const rootsOf = (papers: Packet): readonly Root[] => {
  return papers.keys.roots.map((each) => ({ key: bytesOf(each.key), retired: each.retired }))
}

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => {
  const bytes = fromBase64url(text)
  if (!bytes) throw new PacketError('a key that is no base 64')
  return bytes
}

/** From the station up to the province, by name. */
export const placeOf = (packet: Packet): string =>
  [packet.station.name, ...[...packet.station.regions].reverse().map((each) => each.name)].join(', ')

/** Names of all fields in the order of the form: the order of a claim. */
export const fieldsOf = (contest: PhoneContest): readonly string[] => contest.fields.map((each) => each.name)

export const pageFields = (contest: PhoneContest, page: number): readonly PhoneField[] =>
  contest.fields.filter((each) => each.page === page)

/** The numbers of the pages that carry numbers. */
export const pagesOf = (contest: PhoneContest): readonly number[] => [...new Set(contest.fields.map((each) => each.page))]

/** How a field is called: its row, and its column where the row has several. */
export function labelOf(contest: PhoneContest, name: string): Say {
  const field = contest.fields.find((each) => each.name === name)
  if (!field) return { id: name, en: name }
  const label = (language: 'id' | 'en') => {
    const column = field.column[language]
    const words = column ? `${field.row[language]} (${column})` : field.row[language]
    return words.charAt(0).toUpperCase() + words.slice(1)
  }
  return { id: label('id'), en: label('en') }
}

/** Whom a field's votes are for. */
export function namesOf(contest: PhoneContest, field: string): string {
  const [first, number, candidate] = field.split('.')
  if (first !== 'votes') return ''
  const at = (people: readonly Person[], wanted: string | undefined) => people.find((each) => String(each.number) === wanted)
  const ticket = contest.tickets.find((each) => String(each.number) === number)
  if (ticket) return ticket.names.join(' – ')
  const party = contest.parties.find((each) => String(each.number) === number)
  if (!party) return at(contest.candidates, number)?.name ?? ''
  return candidate === undefined || candidate === '0' ? party.name : (at(party.candidates, candidate)?.name ?? '')
}
