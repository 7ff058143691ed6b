/** Where the person is: the part of the address behind the hash, so that back goes back and a reload stays. */

import { signal } from '@preact/signals'

const here = () => location.hash.replace(/^#\/?/, '').split('/').filter(Boolean).map(decodeURIComponent)

export const route = signal<readonly string[]>(here())
addEventListener('hashchange', () => {
  route.value = here()
})

export function go(...parts: readonly string[]): void {
  location.hash = `/${parts.map(encodeURIComponent).join('/')}`
}

/** Goes on without leaving the present screen to come back to. */
export function replace(...parts: readonly string[]): void {
  history.replaceState(null, '', `#/${parts.map(encodeURIComponent).join('/')}`)
  route.value = here()
}
