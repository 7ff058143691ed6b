/**
 * The lock of the screen: a PIN that keeps a neighbour's fingers out, and no more than that.
 *
 * Invariant: the PIN signs nothing and encrypts nothing, and the screens say so; after a while of not being looked at
 * the screen closes.
 */

import { signal } from '@preact/signals'
import { same } from '@sirekap/kit/keys/bytes'
import { base } from '../desk'
import { keep } from '../keep/database'
import type { ScreenLock } from '../keep/model'

export const SHORTEST = 4
export const LONGEST = 6
const ROUNDS = 210_000
const CLOSES_AFTER = 10 * 60_000

export const locked = signal(false)
/** Whether a PIN was set at all: it may be left out, as the phone has a lock of its own. */
export const hasLock = signal(false)
let leftAt: number | null = null

export async function watchLock(): Promise<void> {
  const kept = await lockOf()
  hasLock.value = kept !== null
  locked.value = kept !== null
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') leftAt = Date.now()
    else if (hasLock.value && leftAt !== null && Date.now() - leftAt > CLOSES_AFTER) locked.value = true
  })
}

export async function setPin(pin: string): Promise<void> {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const lock: ScreenLock = { salt, hash: await hashed(pin, salt) }
  await keep(await base(), ['one'], (work) => work.objectStore('one').put(lock, 'lock'))
  hasLock.value = true
}

export async function unlock(pin: string): Promise<boolean> {
  const lock = await lockOf()
  const fits = lock === null || same(await hashed(pin, lock.salt), lock.hash)
  if (fits) locked.value = false
  return fits
}

async function lockOf(): Promise<ScreenLock | null> {
  return ((await (await base()).get('one', 'lock')) as ScreenLock | undefined) ?? null
}

async function hashed(pin: string, salt: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveBits'])
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ROUNDS }
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 256))
}
