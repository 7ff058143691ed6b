/** Witnesses and the supervisor: how they are named, and how one is chosen. */

import type { StationView } from './api'
import type { Watcher } from './record-api'
import { r } from './record-words'

/** Who may have a witness at the station, by number: tickets, parties, or candidates who stand alone. */
function sides(contest: StationView['contest']): readonly { readonly number: number; readonly name: string }[] {
  if (contest.tickets.length > 0) return contest.tickets.map((each) => ({ number: each.number, name: each.names.join(' – ') }))
  return contest.parties.length > 0 ? contest.parties : contest.candidates
}

export function nameOf(contest: StationView['contest'], watcher: Watcher): string {
  if (watcher.capacity === 'supervisor') return r('supervisor')
  const side = sides(contest).find((each) => each.number === watcher.number)
  return `${r('witnessOf')} ${watcher.number ?? ''} ${side?.name ?? ''}`.trim()
}

const SUPERVISOR = 'supervisor'

export const watcherOf = (chosen: string): Watcher =>
  chosen === SUPERVISOR ? { capacity: 'supervisor', number: null } : { capacity: 'witness', number: parseInt(chosen, 10) }

export const valueOf = (watcher: Watcher): string => (watcher.capacity === 'supervisor' ? SUPERVISOR : String(watcher.number))

export function ChooseWatcher({ contest, among }: { readonly contest: StationView['contest']; readonly among?: readonly Watcher[] }) {
  const all: readonly Watcher[] = among ?? [
    ...sides(contest).map((each) => ({ capacity: 'witness' as const, number: each.number })),
    { capacity: 'supervisor', number: null },
  ]
  return (
    <label>
      {r('who')}
      <select name="watcher" required>
        {all.map((each) => (
          <option key={valueOf(each)} value={valueOf(each)}>{nameOf(contest, each)}</option>
        ))}
      </select>
    </label>
  )
}
