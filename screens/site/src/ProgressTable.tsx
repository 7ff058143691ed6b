/** How many stations have come how far, of all: a table whose rows are its bars. */

import { share, whole } from '@sirekap/kit/numbers'
import type { Progress } from './documents'
import { w } from './words'

const STEPS = ['received', 'read', 'checked', 'confirmed'] as const

export function ProgressTable({ progress }: { readonly progress: Progress }) {
  return (
    <table class="progress">
      <thead class="unseen">
        <tr>
          <th scope="col">{w('step')}</th>
          <th scope="col">{w('stations')}</th>
          <th scope="col">{w('ofAll')}</th>
        </tr>
      </thead>
      <tbody>
        {STEPS.map((step) => (
          <tr key={step} class={step}>
            <th scope="row">
              {w(step)}
              <Bar part={progress[step]} all={progress.stations} />
            </th>
            <td class="count">{whole(progress[step])}</td>
            <td class="count soft">{share(progress[step], progress.stations)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A bar that repeats what the numbers beside it say; nothing to a screen reader. */
export function Bar({ part, all, colour }: { readonly part: number; readonly all: number; readonly colour?: string }) {
  const length = all > 0 ? (100 * part) / all : 0
  return (
    <span class="bar" aria-hidden="true">
      <span style={{ width: `${length}%`, ...(colour ? { background: colour } : {}) }} />
    </span>
  )
}
