/** Where the reader is: `#/pdpr/35/3527/…` names the contest and every code down to the place, `#/pdpr/0` the
 *  nation. Without a contest it is the election's first; nothing is the start. */

import { signal } from '@preact/signals'

const LENGTHS = [2, 4, 6, 10, 13]

/** A code with the codes above it, from the province down; none for the nation. */
export function chain(code: string): readonly string[] {
  return LENGTHS.filter((length) => length <= code.length).map((length) => code.slice(0, length))
}

export const isStation = (code: string): boolean => code.length === 13

/** The address of a place in a contest; without a place, the start in that contest. */
export const hrefOf = (contest: string, code: string): string => `#/${[contest, ...(chain(code).length ? chain(code) : ['0'])].join('/')}`

export interface Here {
  /** Null where the address names no contest. */
  readonly contest: string | null
  /** Null where the address names no place. */
  readonly code: string | null
}

/** Codes begin with a digit, contests with a letter. */
function placeOf(hash: string): Here {
  const parts = hash.replace(/^#\/?/, '').split('/').filter(Boolean)
  const contest = parts.find((part) => /^[a-z]/.test(part)) ?? null
  const [last] = parts.filter((part) => part !== contest).reverse()
  return { contest, code: last === undefined ? null : last === '0' ? '' : last }
}

export const route = signal(placeOf(location.hash))

addEventListener('hashchange', () => {
  route.value = placeOf(location.hash)
})
