/** The desk's side of the server's API: types as the server sends them, and one function a request. */

import type { Say } from '@sirekap/kit/language'

export type { Say }
export type SectionName = 'votes' | 'administration'
export type Ask = 'photograph' | 'confirm' | 'check' | 'blind' | 'again' | 'reason' | null

export interface Session {
  readonly person: string
  readonly role: string
  readonly reach: string
  /** How they came in: by a code on paper, a phone's key, a passkey, or a password with an app. */
  readonly way: 'code' | 'device' | 'passkey' | 'password'
  /** What that opens to them, by the words of the table of access. */
  readonly steps: readonly string[]
}

export interface StationLine {
  readonly station: string
  readonly name: string
  readonly village: string
  readonly district: string
  readonly contest: string
  readonly contest_name: string
  readonly states: Readonly<Record<SectionName, string>>
  readonly photos: number
  readonly asks: number
}

export interface FieldReading {
  readonly value: number | null
  readonly probability: number
  readonly accepted: boolean
  readonly boxes: string
}

export interface Field {
  readonly name: string
  readonly label: Say
  readonly section: SectionName
  readonly page: number
  readonly boxes: number
  /** Whether `value` is said at all: null and known is 'empty on the paper'. */
  readonly known: boolean
  readonly value: number | null
  /** Others' numbers are kept from this person for now. */
  readonly hidden: boolean
  readonly reading: FieldReading | null
  readonly photo: string | null
  readonly crop: string | null
  readonly ask: Ask
  readonly rules: readonly string[]
}

export interface Finding {
  readonly code: string
  readonly severity: 'F' | 'W'
  readonly says: Say
  readonly fields: readonly string[]
  /** Two people agree that the paper itself says so. */
  readonly on_paper: boolean
  readonly reason: string | null
  readonly reason_asked: boolean
}

export interface PagePhoto {
  readonly sha256: string
  readonly page: number | null
  readonly at: string
  readonly by: string
  readonly read: boolean
  readonly withdrawn: boolean
  readonly refused: { readonly code: string; readonly say: Say } | null
  readonly url: string
}

export interface HistoryLine {
  readonly at: string
  /** Null for the reader. */
  readonly by: string | null
  readonly event: string
  readonly says: Say
  readonly changes: readonly { readonly field: string; readonly first: boolean; readonly before: number | null; readonly after: number | null }[]
  readonly reason: string
}

export interface NumberedName {
  readonly number: number
  readonly name: string
}

export interface StationView {
  readonly station: {
    readonly code: string
    readonly name: string
    readonly village: string
    readonly district: string
    readonly registered: { readonly male: number; readonly female: number; readonly total: number } | null
    readonly ballots_delivered: number | null
  }
  readonly contest: {
    readonly id: string
    readonly name: string
    /** The dapil's name; null where the contest has none. */
    readonly constituency: string | null
    readonly tickets: readonly { readonly number: number; readonly names: readonly string[]; readonly colour: string }[]
    readonly parties: readonly { readonly number: number; readonly name: string; readonly candidates: readonly NumberedName[] }[]
    readonly candidates: readonly NumberedName[]
  }
  readonly sections: readonly { readonly section: SectionName; readonly state: string; readonly says: Say }[]
  readonly photos: readonly PagePhoto[]
  readonly fields: readonly Field[]
  readonly findings: readonly Finding[]
  readonly history: readonly HistoryLine[]
}

/** What the server answers instead, in words for people. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly say: Say,
    readonly code = '',
  ) {
    super(say.en)
  }
}

const UNREACHABLE: Say = {
  id: 'Server tidak terjangkau. Periksa jaringan, lalu coba lagi; isian Anda masih ada di layar ini.',
  en: 'The server cannot be reached. Check the network and try again; what you typed is still on this screen.',
}

export async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  let answer: Response
  try {
    answer = await fetch(`/api/${path}`, { credentials: 'same-origin', ...init })
  } catch {
    throw new Problem(0, UNREACHABLE)
  }
  if (answer.ok) return (answer.status === 204 ? undefined : await answer.json()) as T
  throw await problemOf(answer)
}

/** What an answer that is none of ours says, in words for people. */
export async function problemOf(answer: Response): Promise<Problem> {
  const body = (await answer.json().catch(() => null)) as { say?: Say; code?: string } | null
  return new Problem(answer.status, body?.say ?? UNREACHABLE, body?.code ?? '')
}

export const json = (body: unknown, method = 'POST'): RequestInit => ({
  method,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
})

const record = (station: string, contest: string) =>
  `stations/${encodeURIComponent(station)}/${encodeURIComponent(contest)}`

export type Values = Readonly<Record<string, number | null>>

interface PublicElection {
  readonly practice: boolean
  readonly labels: { readonly practice: Say }
}

/** The words that mark an invented election, from its public document; null for a real one. */
export async function practiceLabel(): Promise<Say | null> {
  try {
    const answer = await fetch('/sirekap/election.json')
    const election = (await answer.json()) as PublicElection
    return election.practice ? election.labels.practice : null
  } catch {
    return null
  }
}

export const signIn = (code: string) => ask<Session>('session', json({ code }))
export const signOut = () => ask<void>('session', { method: 'DELETE' })
export const session = () => ask<Session | null>('session')
export const stations = () => ask<readonly StationLine[]>('stations')
export const see = (station: string, contest: string) => ask<StationView>(record(station, contest))
export const check = (station: string, contest: string, values: Values, reasons: Readonly<Record<string, string>>) =>
  ask<StationView>(`${record(station, contest)}/check`, json({ values, reasons }))
export const enter = (station: string, contest: string, values: Values) =>
  ask<StationView>(`${record(station, contest)}/enter`, json({ values }))
export const correct = (station: string, contest: string, values: Values, reason: string) =>
  ask<StationView>(`${record(station, contest)}/correct`, json({ values, reason }))
export const withdraw = (station: string, contest: string, photo: string, reason: string) =>
  ask<StationView>(`${record(station, contest)}/withdraw`, json({ photo, reason }))

export function sendPhoto(station: string, contest: string, file: File): Promise<unknown> {
  const body = new FormData()
  body.append('photo', file)
  return ask(`${record(station, contest)}/photos`, { method: 'POST', body })
}
