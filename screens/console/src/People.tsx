/** The people of a region, and how far each is with getting in. */

import { useEffect, useState } from 'preact/hooks'
import type { Session } from './api'
import * as access from './access-api'
import { a, ENTRIES, roleName, WORDS } from './access-words'
import { Paper } from './Paper'
import { PeopleTally } from './PeopleTally'
import { say, type Say } from '@sirekap/kit/language'

const ENTRY_ORDER: readonly access.Entry[] = ['nothing', 'paper', 'shut', 'inside']

/** What is listed, and of which place. */
type Found = access.People & { readonly place: string }

export function People({ session }: { session: Session }) {
  const [place, setPlace] = useState(session.reach)
  const [typed, setTyped] = useState(session.reach)
  const [entry, setEntry] = useState('')
  const [found, setFound] = useState<Found | null>(null)
  const [prints, setPrints] = useState(0)
  const [problem, setProblem] = useState<Say | null>(null)

  async function load(after: string | null): Promise<void> {
    setProblem(null)
    try {
      const page = await access.people({ place, entry, after })
      const before = after === null ? [] : (found?.people ?? [])
      setFound({ place, people: [...before, ...page.people], next: page.next })
    } catch (error) {
      setProblem(access.wordsOf(error, WORDS.failed))
    }
  }
  useEffect(() => void load(null), [place, entry])

  return (
    <>
      <h1>{a('peopleTitle')}</h1>
      {found && <PeopleTally place={found.place} prints={prints} />}
      <form
        class="filter"
        onSubmit={(event) => {
          event.preventDefault()
          setPlace(typed.trim())
        }}
      >
        <span>
          <label for="people-place">{a('place')}</label>
          <input
            id="people-place"
            inputmode="numeric"
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </span>
        <span>
          <label for="people-entry">{a('state')}</label>
          <select id="people-entry" value={entry} onChange={(event) => setEntry(event.currentTarget.value)}>
            <option value="">{a('entryAll')}</option>
            {ENTRY_ORDER.map((each) => (
              <option key={each} value={each}>{say(ENTRIES[each])}</option>
            ))}
          </select>
        </span>
        <button type="submit" class="quiet">{a('show1')}</button>
      </form>
      {session.steps.includes('hand_out') && (
        <Paper
          label={a('print')}
          question={a('printAsk', { place: place || a('nation') })}
          print={() => access.printPapers(place)}
          printed={() => {
            setPrints(prints + 1)
            void load(null)
          }}
        />
      )}
      {problem && <p class="problem" role="alert">{say(problem)}</p>}
      {found === null && !problem && <p role="status">{a('loading')}</p>}
      {found?.people.length === 0 && <p>{a('nobody')}</p>}
      <ul class="people">
        {found?.people.map((each) => (
          <li key={each.account}>
            <a href={`#orang=${encodeURIComponent(each.account)}`}>
              <span>
                <strong>{each.name || a('nameless')}</strong> {roleName(each.role)}
              </span>
              <span class="hint">{each.place_name}</span>
              <span class={`entry entry-${each.entry}`}>{say(ENTRIES[each.entry])}</span>
            </a>
          </li>
        ))}
      </ul>
      {found?.next && (
        <button type="button" class="quiet" onClick={() => void load(found.next)}>{a('more')}</button>
      )}
    </>
  )
}
