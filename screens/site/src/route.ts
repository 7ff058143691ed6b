/** Where the reader is: `#/35/3527/…` names every code down to the place, `#/0` the nation, nothing the start. */

import { signal } from '@preact/signals'

const LENGTHS = [2, 4, 6, 10, 13]

/** A code with the codes above it, from the province down; none for the nation. */
export function chain(code: string): readonly string[] {
  return LENGTHS.filter((length) => length <= code.length).map((length) => code.slice(0, length))
}

export const isStation = (code: string): boolean => code.length === 13

export const hrefOf = (code: string): string => `#/${chain(code).join('/') || '0'}`

/** The code the address names; null where it names none. */
function codeOf(hash: string): string | null {
  const parts = hash.replace(/^#\/?/, '').split('/').filter(Boolean)
  const last = parts.at(-1)
  if (last === undefined) return null
  return last === '0' ? '' : last
}

export const route = signal(codeOf(location.hash))

addEventListener('hashchange', () => {
  route.value = codeOf(location.hash)
})
