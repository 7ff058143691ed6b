/** The server's API for what surrounds a record and what was set aside: types as it sends them. */

import { ask, json, problemOf, type Say } from './api'

export interface Watcher {
  readonly capacity: 'witness' | 'supervisor'
  readonly number: number | null
}

interface Noted {
  readonly by: string
  readonly at: string
}

export interface Incident extends Noted {
  readonly kind: string
  readonly text: string
  readonly paper: string | null
}

export interface Answer extends Noted {
  readonly heeded: boolean
  readonly text: string
}

export interface Objection extends Noted {
  readonly watcher: Watcher
  readonly text: string
  readonly paper: string | null
  readonly answers: readonly Answer[]
}

export interface Recipient extends Noted {
  readonly watcher: Watcher
  readonly copies: readonly (Noted & { readonly handed_as: string; readonly content: string })[]
}

export interface Version {
  readonly number: number
  readonly kind: string | null
  readonly decision: string
  readonly reason: string
  readonly by: string | null
  readonly at: string | null
}

export interface Around {
  readonly version: number
  readonly incidents: readonly Incident[]
  readonly objections: readonly Objection[]
  readonly recipients: readonly Recipient[]
  readonly versions: readonly Version[]
  readonly handable: readonly string[]
}

export interface Aside {
  readonly place: string
  readonly id: string
  readonly code: string
  readonly say: Say
  readonly via: string
  readonly received_at: string
  readonly body: string
}

const record = (station: string, contest: string) =>
  `stations/${encodeURIComponent(station)}/${encodeURIComponent(contest)}`

export const around = (station: string, contest: string) => ask<Around>(`${record(station, contest)}/around`)

/** Note one thing: `what` is the last word of its address. */
export const note = (station: string, contest: string, what: string, body: unknown) =>
  ask<unknown>(`${record(station, contest)}/${what}`, json(body))

export const aside = () => ask<readonly Aside[]>('aside')

const LONGEST_SIDE = 2400

/** Send the photo of a paper of the station, without what it tells besides the picture; its SHA-256. */
export async function sendPaper(station: string, file: File): Promise<string> {
  const bare = await withoutMetadata(file)
  const bytes = await bare.arrayBuffer()
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const sha256 = [...digest].map((each) => each.toString(16).padStart(2, '0')).join('')
  const told = { station, sha256 }
  const answer = await fetch('/api/uploads', {
    method: 'POST',
    credentials: 'same-origin',
    headers: {
      'Tus-Resumable': '1.0.0',
      'Content-Type': 'application/offset+octet-stream',
      'Upload-Length': String(bytes.byteLength),
      'Upload-Metadata': Object.entries(told).map(([name, value]) => `${name} ${btoa(value)}`).join(','),
    },
    body: bytes,
  })
  if (!answer.ok) throw await problemOf(answer)
  return sha256
}

/** Draw the picture anew: place, phone and comments stay behind. */
async function withoutMetadata(file: File): Promise<Blob> {
  const picture = await createImageBitmap(file)
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('no picture'))), 'image/jpeg', 0.8))
}
