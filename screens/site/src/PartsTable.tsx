/** What lies directly below a region: each part's progress or state in words, and its votes. */

import { say } from '@sirekap/kit/language'
import { whole } from '@sirekap/kit/numbers'
import { choicesOf, votesOf, type Choice } from './choices'
import type { Contest, ElectionDocument, FormDocument, Part, RegionDocument } from './documents'
import { Bar } from './ProgressTable'
import { hrefOf } from './route'
import { w } from './words'

interface Parts {
  readonly election: ElectionDocument
  readonly region: RegionDocument
  readonly contest: Contest
  readonly form: FormDocument | null
}

/** More choices than this have no columns: their numbers stand on the part's own page. */
const MOST_COLUMNS = 6

export function PartsTable({ election, contest, region, form }: Parts) {
  const all = choicesOf(contest, form)
  const tickets = all.length <= MOST_COLUMNS ? all : []
  const village = region.tier === 4
  return (
    <section class="parts" aria-labelledby="parts">
      <h2 id="parts">{w(`partsOf${region.tier}`)}</h2>
      {region.children.length === 0 ? (
        <p class="lead">{w('noParts')}</p>
      ) : (
        <>
          <p class="lead">{w(tickets.length > 0 ? (contest.tickets.length > 0 ? 'partsNote' : 'partsNoteOther') : 'partsNoteMany')}</p>
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
                  <th role="rowheader" scope="row"><a href={hrefOf(contest.id, part.code)}>{part.name}</a></th>
                  <td role="cell" class="stand">
                    {part.states ? <State election={election} part={part} state={part.states.votes} /> : <Confirmed part={part} />}
                  </td>
                  <Votes tickets={tickets} votes={votesOf(tickets, part.totals)} />
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
  readonly tickets: readonly Choice[]
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
