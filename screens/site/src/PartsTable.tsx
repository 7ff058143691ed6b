/** What lies directly below a region: each part's progress or state in words, and its votes. */

import { say } from '@sirekap/kit/language'
import { whole } from '@sirekap/kit/numbers'
import { votesOf, type ElectionDocument, type Part, type RegionDocument, type RegionResults } from './documents'
import { Bar } from './ProgressTable'
import { hrefOf } from './route'
import { w } from './words'

interface Parts {
  readonly election: ElectionDocument
  readonly region: RegionDocument
  readonly results: RegionResults
}

export function PartsTable({ election, region, results }: Parts) {
  const tickets = election.contest.tickets
  const village = region.tier === 4
  return (
    <section class="parts" aria-labelledby="parts">
      <h2 id="parts">{w(`partsOf${region.tier}`)}</h2>
      {region.children.length === 0 ? (
        <p class="lead">{w('noParts')}</p>
      ) : (
        <>
          <p class="lead">{w('partsNote')}</p>
          <table role="table">
            <thead role="rowgroup">
              <tr role="row">
                <th role="columnheader" scope="col">{w(village ? 'stations' : 'place')}</th>
                <th role="columnheader" scope="col">{w(village ? 'state' : 'confirmedOf')}</th>
                {tickets.map((ticket) => (
                  <th key={ticket.number} role="columnheader" scope="col" class="count" title={ticket.names.join(' - ')}>
                    <span class="unseen">{w('ticketNumber', { number: String(ticket.number) })}</span>
                    <span aria-hidden="true">{ticket.number}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody role="rowgroup">
              {region.children.map((part) => (
                <tr key={part.code} role="row">
                  <th role="rowheader" scope="row"><a href={hrefOf(part.code)}>{part.name}</a></th>
                  <td role="cell" class="stand">
                    {part.states ? <State election={election} part={part} state={part.states.votes} /> : <Confirmed part={part} />}
                  </td>
                  <Votes tickets={tickets} votes={votesOf(tickets, results.table[part.code])} />
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  )
}

function Confirmed({ part }: { readonly part: Part }) {
  const { confirmed, stations } = part.progress
  return (
    <>
      <span class="count">{`${whole(confirmed)} / ${whole(stations)}`}</span>
      <Bar part={confirmed} all={stations} />
    </>
  )
}

interface Standing {
  readonly election: ElectionDocument
  readonly part: Part
  readonly state: string
}

function State({ election, part, state }: Standing) {
  const says = election.states.find((each) => each.name === state)?.says
  return (
    <>
      <span class={`state ${state}`}>{says ? say(says) : state}</span>
      {part.contradictions && part.contradictions.length > 0 && <span class="mark">{w('contradictionMark')}</span>}
    </>
  )
}

interface Columns {
  readonly tickets: ElectionDocument['contest']['tickets']
  readonly votes: readonly number[] | null
}

function Votes({ tickets, votes }: Columns) {
  return (
    <>
      {tickets.map((ticket, index) => (
        <td key={ticket.number} role="cell" class="count" data-ticket={ticket.number}>
          {votes ? whole(votes[index] ?? 0) : '–'}
        </td>
      ))}
    </>
  )
}
