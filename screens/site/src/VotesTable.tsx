/** Votes by choice in ballot order, each row with its bar, its count and its share of the votes counted. */

import { share, whole } from '@sirekap/kit/numbers'
import type { Choice } from './choices'
import { Bar } from './ProgressTable'
import { w } from './words'

interface Counted {
  readonly choices: readonly Choice[]
  readonly votes: readonly number[]
  readonly heading: string
}

export function VotesTable({ choices, votes, heading }: Counted) {
  const sum = votes.reduce((before, each) => before + each, 0)
  return (
    <table class="votes" role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col" class="ticket-number">{w('number')}</th>
          <th role="columnheader" scope="col">{heading}</th>
          <th role="columnheader" scope="col" class="count">{w('count')}</th>
          <th role="columnheader" scope="col" class="count">{w('share')}</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {choices.map((ticket, index) => (
          <tr key={ticket.number} role="row">
            <td role="cell" class="ticket-number">{ticket.number}</td>
            <th role="rowheader" scope="row">
              <Names names={ticket.names} />
              <Bar part={votes[index] ?? 0} all={sum} colour={ticket.colour} />
            </th>
            <td role="cell" class="count strong">{whole(votes[index] ?? 0)}</td>
            <td role="cell" class="count share">{share(votes[index] ?? 0, sum)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot role="rowgroup">
        <tr role="row">
          <td role="cell" class="ticket-number" />
          <th role="rowheader" scope="row">{w('sum')}</th>
          <td role="cell" class="count strong">{whole(sum)}</td>
          <td role="cell" class="count share">{share(sum, sum)}</td>
        </tr>
      </tfoot>
    </table>
  )
}

/** The names of who is voted for as one, one under the other. */
export function Names({ names }: { readonly names: readonly string[] }) {
  return (
    <span class="names">
      {names.map((name) => (
        <span key={name}>{name}</span>
      ))}
    </span>
  )
}
