/** Audit lines as a table that becomes a list where the screen is narrow. */

import type { Line } from './access-api'
import { a, OUTCOMES, stepName } from './access-words'
import { moment } from './language'
import { say } from '@sirekap/kit/language'

export function Lines({ lines }: { lines: readonly Line[] }) {
  return (
    <table class="lines">
      <thead>
        <tr>
          <th>{a('at')}</th>
          <th>{a('step')}</th>
          <th>{a('who')}</th>
          <th>{a('where')}</th>
          <th>{a('details')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, number) => (
          <tr key={`${line.at}${number}`} class={`line-${line.outcome}`}>
            <td><time dateTime={line.at}>{moment(line.at)}</time></td>
            <td>
              {stepName(line.event)}
              {line.outcome === 'refused' && <strong class="refused"> {say(OUTCOMES.refused)}</strong>}
            </td>
            <td>{line.who || '–'}</td>
            <td>{line.place_name || a('nation')}</td>
            <td class="subject">
              {Object.entries(line.subject).map(([name, value]) => (
                <span key={name}>{name}: {value.length > 24 ? `${value.slice(0, 12)}…` : value}</span>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
