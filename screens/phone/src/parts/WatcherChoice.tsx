/** A witness by the number of ticket or party, or the station's supervisor. */

import { sheetOf } from '../desk'
import { r } from '../words/around'

export type Watcher = { readonly capacity: 'witness'; readonly number: number } | { readonly capacity: 'supervisor' }

interface Choice {
  readonly contest: string
  readonly watcher: Watcher
  readonly choose: (watcher: Watcher) => void
}

export const sameWatcher = (one: unknown, other: Watcher): boolean => {
  const { capacity, number } = (one ?? {}) as { capacity?: string; number?: number }
  return capacity === other.capacity && (other.capacity === 'supervisor' || number === other.number)
}

export function WatcherChoice({ contest, watcher, choose }: Choice) {
  const chosen = watcher.capacity === 'witness' ? choices(contest).find((each) => each.number === watcher.number) : undefined
  const value = watcher.capacity === 'supervisor' ? 'supervisor' : String(watcher.number)
  return (
    <>
      <label for="watcher">{r('who')}</label>
      <select
        id="watcher"
        value={value}
        onChange={(event) => {
          const to = event.currentTarget.value
          choose(to === 'supervisor' ? { capacity: 'supervisor' } : { capacity: 'witness', number: Number(to) })
        }}
      >
        {choices(contest).map(({ number, names }) => (
          <option key={number} value={String(number)}>
            {r('witness', { number })}: {names}
          </option>
        ))}
        <option value="supervisor">{r('supervisor')}</option>
      </select>
      {/* The phone's own list cuts long names off. */}
      {chosen && <p class="chosen" aria-hidden="true">{chosen.names}</p>}
    </>
  )
}

/** Everyone on the ballot who may send a witness: the blank option has none. */
export function choices(contest: string): readonly { readonly number: number; readonly names: string }[] {
  const found = sheetOf(contest)?.contest
  if (!found) return []
  const tickets = found.tickets.filter((each) => !each.blank).map((each) => ({ number: each.number, names: each.names.join(' – ') }))
  return tickets.length ? tickets : found.parties.map((each) => ({ number: each.number, names: each.name }))
}
