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

export interface Party {
  readonly number: number
  readonly name: string
  readonly full_name: string
  readonly colour: string
  /** Stands in Aceh alone. */
  readonly local: boolean
}

export interface Contest {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly tickets: readonly Ticket[]
  readonly parties: readonly Party[]
  readonly constituencies: readonly { readonly code: string; readonly name: string }[]
}

export interface ElectionDocument {
  readonly name: string
  readonly practice: boolean
  readonly publish_not_before: string | null
  readonly start: string
  readonly labels: { readonly unofficial: Say; readonly practice: Say }
  readonly contests: readonly Contest[]
  readonly states: readonly { readonly name: string; readonly says: Say }[]
}

/** A print of a contest's form: whose votes its fields count. */
export interface FormDocument {
  readonly name: string
  readonly pages: number
  /** Numbers of the parties on it. */
  readonly parties: readonly number[]
  /** Candidates; `party` is 0 for those who stand alone. */
  readonly candidates: readonly { readonly party: number; readonly number: number; readonly name: string }[]
  readonly fields: readonly FormField[]
}

export type Totals = Readonly<Record<string, number>>

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
  readonly totals: Totals
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
  /** Hash of the form by which the region's numbers go; null where its stations have different people on theirs. */
  readonly form: string | null
  readonly constituency: string | null
  readonly progress: Progress
  readonly totals: Totals
  readonly children: readonly Part[]
}

export interface Photo {
  readonly page: number
  readonly sha256: string
  readonly path: string
  readonly at: string
  readonly fields: Readonly<Record<string, Quad>>
}

/** Why a station voted or counted again. */
export type Again = 'revote' | 'continued' | 'delayed' | 'recount'

export interface StationDocument {
  readonly code: string
  readonly name: string
  readonly time_zone: string
  readonly parents: readonly Parent[]
  readonly form: string
  readonly constituency: string | null
  readonly registered: number | null
  readonly ballots_delivered: number | null
  readonly updated: string | null
  readonly again?: Again | null
  readonly states: Readonly<Record<Section, string>>
  readonly votes: Readonly<Record<string, number | null>> | null
  readonly administration: Readonly<Record<string, number | null>> | null
  readonly contradictions: readonly { readonly code: string; readonly says: Say }[]
  readonly photos: readonly Photo[]
}

export const ELECTION = 'sirekap/election.json'

/** Where a place's documents lie. The table is that of its constituency, where the place has one. */
export function pathsOf(contest: Contest, code: string, constituency: string | null) {
  const below = chain(code).join('/')
  const kind = contest.id.split('-')[0] ?? contest.id
  const branch = contest.kind.startsWith('KWK-') ? 'pilkada' : 'pemilu'
  const named = constituency === null ? contest.id : `${contest.id}-${constituency}`
  return {
    // KPU has no document of DPD votes above the provinces.
    results: contest.kind === 'DPD' && code === '' ? null : `${branch}/hhcw/${[kind, below].filter(Boolean).join('/')}.json`,
    own: `sirekap/${[contest.id, below].filter(Boolean).join('/')}.json`,
    table: constituency === null && contest.constituencies.length > 0 ? null : `sirekap/${named}.csv`,
  }
}

export const formPath = (contest: string, hash: string): string => `sirekap/${contest}/forms/${hash.slice(0, 16)}.json`
