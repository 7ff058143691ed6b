/**
 * When to send: at once when something is kept, when a network comes, when the screen is opened, and again after a
 * while that grows. Out: what the outbox says. Not done here: the sending itself.
 */

import { signal } from '@preact/signals'
import { base, device, look, notes, packet, waiting } from './desk'
import { sendAll } from './send/outbox'

export type Line = 'resting' | 'sending' | 'failed' | 'unreachable'
export const line = signal<Line>('resting')

const FIRST_WAIT = 4_000
const LONGEST_WAIT = 120_000
const LOOK_AGAIN = 60_000

let wait = FIRST_WAIT
let timer: ReturnType<typeof setTimeout> | undefined
let atWork = false
/** Something was kept while the outbox was at work, and may have been passed over. */
let anew = false

/** Sends now; safe to call as often as one likes. */
export async function send(): Promise<void> {
  if (!packet.value || !device.value) return
  if (atWork) {
    anew = true
    return
  }
  atWork = true
  anew = false
  clearTimeout(timer)
  line.value = waiting.value.length ? 'sending' : line.value
  try {
    line.value = await once()
    wait = line.value === 'resting' ? FIRST_WAIT : Math.min(wait * 2, LONGEST_WAIT)
  } finally {
    atWork = false
    await look()
    again()
  }
}

async function once(): Promise<Line> {
  const { sendPhoto } = await import('./send/photo')
  const sent = await sendAll('everything', sendPhoto)
  if (sent === 'unreachable') return sent
  const { sendNotes, lookForConfirmed } = await import('./send/session')
  const done = sent === 'failed' ? sent : 'resting'
  if (!device.value || !packet.value) return done
  try {
    await sendNotes(await base(), device.value, packet.value, sendPhoto)
    await lookForConfirmed(await base(), device.value, packet.value)
    return done
  } catch {
    return 'unreachable'
  }
}

function again(): void {
  const more = waiting.value.length > 0 || notes.value.some((each) => each.sentAt === null && !each.refused)
  timer = setTimeout(() => void send(), anew ? 0 : more ? wait : LOOK_AGAIN)
}

/** Lets the browser wake the outbox later, where it can. */
export async function wakeLater(): Promise<void> {
  try {
    const ready = (await navigator.serviceWorker?.ready) as
      | (ServiceWorkerRegistration & { readonly sync?: { register(tag: string): Promise<void> } })
      | undefined
    await ready?.sync?.register('outbox')
  } catch {
    // Not every browser wakes; it is sent when the program is opened.
  }
}

export function watchLine(): void {
  addEventListener('online', () => {
    wait = FIRST_WAIT
    void send()
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void send()
  })
  void send()
}
