/** The public documents this site reads, as KPU's format and ours write them, and where they lie. */

import type { Say } from '@sirekap/kit/language'
import type { Quad, Within } from '@sirekap/kit/place'
import { chain } from './route'

export interface Ticket {
  readonly number: number
  readonly names: readonly string[]
  readonly colour: string
  readonly kpu_id: number
}

export interface FormField {
  readonly name: string
  readonly section: Section
  readonly page: number
  readonly row: Say
  readonly column: Say
  /** Where the digit boxes lie in the field's area (left, top, right, bottom), and their size on paper. */
  readonly boxes: { readonly within: Within; readonly size_mm: readonly [number, number] }
}

export type Section = 'votes' | 'administration'

export interface ElectionDocument {
  readonly name: string
  readonly practice: boolean
  readonly publish_not_before: string | null
  readonly start: string
  readonly labels: { readonly unofficial: Say; readonly practice: Say }
  readonly contest: { readonly id: string; readonly name: string; readonly tickets: readonly Ticket[] }
  readonly form: { readonly name: string; readonly pages: number }
  readonly fields: readonly FormField[]
  readonly states: readonly { readonly name: string; readonly says: Say }[]
}

export interface Progress {
  readonly stations: number
  readonly received: number
  readonly read: number
  readonly checked: number
  readonly confirmed: number
}

export interface Part {
  readonly code: string
  readonly name: string
  readonly progress: Progress
  readonly states?: Readonly<Record<Section, string>>
  readonly contradictions?: readonly string[]
}

export interface Parent {
  readonly code: string
  readonly name: string
}

export interface RegionDocument {
  readonly code: string
  readonly name: string | null
  readonly tier: 0 | 1 | 2 | 3 | 4
  readonly time_zone: string
  readonly parents: readonly Parent[]
  readonly updated: string | null
  readonly progress: Progress
  readonly children: readonly Part[]
}

export interface Photo {
  readonly page: number
  readonly sha256: string
  readonly path: string
  readonly at: string
  readonly fields: Readonly<Record<string, Quad>>
}

export interface StationDocument {
  readonly code: string
  readonly name: string
  readonly time_zone: string
  readonly parents: readonly Parent[]
  readonly registered: number | null
  readonly ballots_delivered: number | null
  readonly updated: string | null
  readonly states: Readonly<Record<Section, string>>
  readonly administration: Readonly<Record<string, number | null>> | null
  readonly contradictions: readonly { readonly code: string; readonly says: Say }[]
  readonly photos: readonly Photo[]
}

/** A row or chart of KPU's: votes by ticket id, beside members that are no votes. */
type Votes = Readonly<Record<string, number | string | boolean | null>>

export interface RegionResults {
  readonly chart: Votes | null
  readonly table: Readonly<Record<string, Votes>>
  readonly progres: { readonly total: number; readonly progres: number }
}

export interface StationResults {
  readonly chart: Votes | null
  readonly status_suara: boolean
}

/** The votes of each ticket in ballot order; null where there are none yet. */
export function votesOf(tickets: readonly Ticket[], votes: Votes | null | undefined): readonly number[] | null {
  if (!votes) return null
  const found = tickets.map((ticket) => votes[String(ticket.kpu_id)])
  return found.every((each) => typeof each === 'number') ? found : null
}

export const ELECTION = 'sirekap/election.json'

/** Where a place's documents lie. */
export function pathsOf(contest: string, code: string) {
  const below = [contest, ...chain(code)].join('/')
  return { results: `pemilu/hhcw/${below}.json`, own: `sirekap/${below}.json`, table: `sirekap/${contest}.csv` }
}
