/** How many people a place has and how many got in: counted by itself, since a nation's takes seconds. */

import { useEffect, useState } from 'preact/hooks'
import * as access from './access-api'
import { a, WORDS } from './access-words'
import { say, type Say } from '@sirekap/kit/language'
import { whole } from '@sirekap/kit/numbers'

interface Asked {
  readonly place: string
  /** How often paper was printed here: each time, it is counted anew. */
  readonly prints: number
}

export function PeopleTally({ place, prints }: Asked) {
  const [tally, setTally] = useState<access.Tally | null>(null)
  const [problem, setProblem] = useState<Say | null>(null)
  const [tries, setTries] = useState(0)

  useEffect(() => {
    let wanted = true
    setTally(null)
    setProblem(null)
    access.tally(place).then(
      (counted) => wanted && setTally(counted),
      (error: unknown) => wanted && setProblem(access.wordsOf(error, WORDS.failed)),
    )
    return () => {
      wanted = false // an answer about the place before comes too late
    }
  }, [place, prints, tries])

  if (problem)
    return (
      <>
        <p class="problem" role="alert">{a('notCounted')} {say(problem)}</p>
        <p>
          <button type="button" class="quiet" onClick={() => setTries(tries + 1)}>{a('countAgain')}</button>
        </p>
      </>
    )
  return (
    <p role="status" class={tally ? 'tally' : 'tally hint'}>
      {tally
        ? a('tally', {
            accounts: whole(tally.accounts),
            handed: whole(tally.handed),
            inside: whole(tally.inside),
          })
        : a('counting')}
    </p>
  )
}
