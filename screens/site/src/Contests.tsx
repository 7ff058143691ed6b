/** The election's contests, one link each, to the same place in that contest. */

import type { Contest, ElectionDocument } from './documents'
import { hrefOf } from './route'
import { shortName } from './choices'
import { w } from './words'

interface Here {
  readonly election: ElectionDocument
  readonly contest: Contest
  readonly code: string
}

export function Contests({ election, contest, code }: Here) {
  if (election.contests.length < 2) return null
  return (
    <nav class="contests" aria-label={w('contests')}>
      <ul>
        {election.contests.map((each) => (
          <li key={each.id}>
            <a href={hrefOf(each.id, code)} aria-current={each.id === contest.id ? 'page' : undefined} title={each.name}>
              {shortName(each)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
