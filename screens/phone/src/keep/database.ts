/**
 * The phone's own database: one for each election, so that practice and the real one can never mix.
 *
 * In: an election's id. Out: typed stores. Invariant: what `keep` returned from is on the flash, not in a buffer
 * (strict durability); a claim, its number and its photos are one transaction.
 */

import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb'
import type { ContestWork, Device, KeptClaim, KeptPhoto, Note, PageWork, ScreenLock } from './model'

export interface Stores extends DBSchema {
  one: { key: string; value: Device | ScreenLock | number | string }
  photos: { key: string; value: KeptPhoto }
  pages: { key: [string, number]; value: PageWork }
  contests: { key: string; value: ContestWork }
  claims: { key: string; value: KeptClaim }
  notes: { key: string; value: Note }
}

export type Base = IDBPDatabase<Stores>
export type Writing = IDBPTransaction<Stores, StoreNames<Stores>[], 'readwrite'>

const VERSION = 1
const open = new Map<string, Promise<Base>>()

export function openBase(election: string): Promise<Base> {
  const known = open.get(election)
  if (known) return known
  const opening = openDB<Stores>(`sirekap-${election.slice(0, 16)}`, VERSION, {
    upgrade(base) {
      base.createObjectStore('one')
      base.createObjectStore('photos', { keyPath: 'sha256' })
      base.createObjectStore('pages', { keyPath: ['contest', 'page'] })
      base.createObjectStore('contests', { keyPath: 'contest' })
      base.createObjectStore('claims', { keyPath: 'id' })
      base.createObjectStore('notes', { keyPath: 'id' })
    },
  })
  open.set(election, opening)
  return opening
}

let tell: (kept: boolean) => void = () => undefined

/** Names who is told after every write whether it was kept: a phone may be full. */
export const watchKeeping = (told: (kept: boolean) => void): void => void (tell = told)

/** Writes all or nothing, and returns only when it is on the flash. */
export async function keep<T>(
  base: Base,
  stores: StoreNames<Stores>[],
  write: (work: Writing) => Promise<T>,
): Promise<T> {
  try {
    const work = base.transaction(stores, 'readwrite', { durability: 'strict' })
    const [made] = await Promise.all([write(work), work.done])
    tell(true)
    return made
  } catch (error) {
    tell(false)
    throw error
  }
}

/** Asks the browser not to clear our storage when it runs short; tells whether it agreed. */
export async function keepForGood(): Promise<boolean> {
  try {
    return (await navigator.storage?.persist?.()) ?? false
  } catch {
    return false
  }
}
