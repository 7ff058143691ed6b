/** Votes by party in ballot order, and under each party, for who opens it, those of its candidates. */

import { share, whole } from '@sirekap/kit/numbers'
import { candidatesOf, type Choice } from './choices'
import type { FormDocument, Totals } from './documents'
import { Bar } from './ProgressTable'
import { w } from './words'

interface Counted {
  readonly choices: readonly Choice[]
  readonly votes: readonly number[]
  /** The form that names the candidates; null where stations have different ones. */
  readonly form: FormDocument | null
  readonly totals: Totals
}

export function PartiesTable({ choices, votes, form, totals }: Counted) {
  const sum = votes.reduce((before, each) => before + each, 0)
  return (
    <ul class="parties">
      {choices.map((party, index) => {
        const count = votes[index] ?? 0
        const row = (
          <>
            <span class="party-number">{party.number}</span>
            <span class="party-name">{party.names[0]}</span>
            <span class="count strong">{whole(count)}</span>
            <span class="count soft">{share(count, sum)}</span>
            <Bar part={count} all={sum} colour={party.colour} />
          </>
        )
        const people = form ? candidatesOf(form, party.number) : []
        return (
          <li key={party.number}>
            {form && people.length > 0 ? (
              <details>
                <summary class="party">{row}</summary>
                <Candidates party={party} people={people} totals={totals} />
              </details>
            ) : (
              <div class="party">{row}</div>
            )}
          </li>
        )
      })}
      <li class="party party-sum">
        <span class="party-name">{w('sum')}</span>
        <span class="count strong">{whole(sum)}</span>
      </li>
    </ul>
  )
}

interface Listed {
  readonly party: Choice
  readonly people: readonly Choice[]
  readonly totals: Totals
}

function Candidates({ party, people, totals }: Listed) {
  return (
    <table class="candidates">
      <caption class="unseen">{w('candidatesOf', { party: party.names[0] ?? '' })}</caption>
      <tbody>
        <tr>
          <td />
          <th scope="row">{w('partyAlone')}</th>
          <td class="count">{whole(totals[`votes.${party.number}.0`] ?? 0)}</td>
        </tr>
        {people.map((person) => (
          <tr key={person.number}>
            <td class="ticket-number">{person.number}</td>
            <th scope="row">{person.names[0]}</th>
            <td class="count">{whole(totals[person.field] ?? 0)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
