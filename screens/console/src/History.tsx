/** What happened to a station's record, newest first, in words: who, when, which numbers, and why. */

import type { StationView } from './api'
import { moment, w } from './language'
import { say } from '@sirekap/kit/language'
import { whole } from '@sirekap/kit/numbers'

export function History({ view }: { readonly view: StationView }) {
  const labels = new Map(view.fields.map((field) => [field.name, field.label]))
  return (
    <details class="history">
      <summary>{w('history')}</summary>
      <ol reversed>
        {[...view.history].reverse().map((line, index) => (
          <li key={index}>
            <time dateTime={line.at}>{moment(line.at)}</time> <span>{line.by ?? w('machine')}</span> {say(line.says)}
            {line.reason && <span class="said">{w('reason')}: {line.reason}</span>}
            {line.changes.length > 0 && (
              <details>
                <summary>{w('changes')} ({whole(line.changes.length)})</summary>
                <ul>
                  {line.changes.map((change) => {
                    const label = labels.get(change.field)
                    return (
                      <li key={change.field}>
                        {label ? say(label) : change.field}: {change.first ? '' : `${shown(change.before)} → `}
                        <strong>{shown(change.after)}</strong>
                      </li>
                    )
                  })}
                </ul>
              </details>
            )}
          </li>
        ))}
      </ol>
    </details>
  )
}

const shown = (value: number | null): string => (value === null ? w('emptyBox') : whole(value))
