/** The server's API for ways in, people and the audit: types as it sends them, one function a request. */

import { ask, json, Problem, problemOf, type Session } from './api'
import { makePasskey, usePasskey } from './passkey'

type Options = { readonly options: Record<string, unknown> }

export interface Passkey {
  readonly id: string
  readonly name: string
  readonly added_at: string
  readonly used_at: string | null
}

export interface Ways {
  readonly passkeys: readonly Passkey[]
  readonly password_since: string | null
  readonly changeable: boolean
}

export interface NewApp {
  readonly secret: string
  readonly qr: string
  readonly sealed: string
}

export type Entry = 'nothing' | 'paper' | 'inside' | 'shut'

export interface Person {
  readonly account: string
  readonly role: string
  readonly place: string
  readonly place_name: string
  readonly name: string
  readonly entry: Entry
  readonly paper_at: string | null
  readonly inside_at: string | null
  readonly phones: number
  readonly ways: number
  /** Whether whoever looks is of a tier above. */
  readonly below: boolean
}

export interface People {
  readonly people: readonly Person[]
  readonly next: string | null
}

export interface Tally {
  readonly accounts: number
  readonly handed: number
  readonly inside: number
}

export interface Line {
  readonly at: string
  readonly who: string
  readonly event: string
  readonly place: string
  readonly place_name: string
  readonly outcome: 'done' | 'refused'
  readonly subject: Readonly<Record<string, string>>
}

export interface FailedPhoto {
  readonly station: string
  readonly place_name: string
  readonly contest: string
  readonly contest_name: string
  readonly sha256: string
  readonly failed_at: string
}

export interface PersonInFull {
  readonly person: Person
  readonly vouchers: readonly { readonly made_at: string; readonly until: string; readonly state: 'waiting' | 'used' | 'revoked' }[]
  readonly code_until: string | null
  readonly phones: readonly { readonly key: string; readonly enrolled_at: string; readonly revoked_at: string | null }[]
  readonly passkeys: readonly Omit<Passkey, 'id'>[]
  readonly password_since: string | null
  readonly lines: readonly Line[]
}

export async function signInByPasskey(): Promise<Session> {
  const { options } = await ask<Options>('session/passkey/options', { method: 'POST' })
  return ask<Session>('session/passkey', json({ answer: await usePasskey(options) }))
}

export const signInByPassword = (account: string, password: string, code: string) =>
  ask<Session>('session/password', json({ account, password, code }))

export const ways = () => ask<Ways>('ways')

export async function addPasskey(name: string): Promise<Passkey> {
  const { options } = await ask<Options>('ways/passkeys/options', { method: 'POST' })
  return ask<Passkey>('ways/passkeys', json({ answer: await makePasskey(options), name }))
}

export const dropPasskey = (id: string) => ask<void>(`ways/passkeys/${id}`, { method: 'DELETE' })
export const newApp = () => ask<NewApp>('ways/app', { method: 'POST' })
export const setPassword = (password: string, sealed: string, code: string) =>
  ask<void>('ways/password', json({ password, sealed, code }, 'PUT'))

const asked = (words: Readonly<Record<string, string | null>>): string => {
  const given = Object.entries(words).filter((pair): pair is [string, string] => Boolean(pair[1]))
  return given.length ? `?${new URLSearchParams(given).toString()}` : ''
}

export const people = (words: Readonly<Record<string, string | null>>) => ask<People>(`people${asked(words)}`)
export const tally = (place: string) => ask<Tally>(`people/tally${asked({ place })}`)
export const person = (account: string) => ask<PersonInFull>(`accounts/${encodeURIComponent(account)}`)
export const audit = (words: Readonly<Record<string, string | null>>) =>
  ask<{ lines: readonly Line[]; next: string | null }>(`audit${asked(words)}`)

export const failed = () => ask<readonly FailedPhoto[]>('failed')

/** Ask for paper: a PDF that the server shows once; it opens for printing. */
async function paper(path: string, body?: unknown): Promise<string> {
  const answer = await fetch(`/api/${path}`, {
    credentials: 'same-origin',
    ...(body === undefined ? { method: 'POST' } : json(body)),
  })
  if (!answer.ok) throw await problemOf(answer)
  return URL.createObjectURL(await answer.blob())
}

export const replacePhone = (account: string, reason: string) =>
  paper(`accounts/${encodeURIComponent(account)}/phone`, { reason })
export const letInAgain = (account: string) => paper(`accounts/${encodeURIComponent(account)}/recovery`)
export const printPapers = (place: string) => paper('papers', { place })

/** What to tell of an error, whoever made it: the server in words, or the browser that asked in vain. */
export const wordsOf = (error: unknown, otherwise: Problem['say']): Problem['say'] =>
  error instanceof Problem ? error.say : otherwise
