/** The election's contests, one link each, to the same place in that contest. */

import { useEffect, useRef } from 'preact/hooks'
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
  const here = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    // On a narrow screen the links scroll sideways; the one the reader is at must be seen.
    here.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [contest.id])
  if (election.contests.length < 2) return null
  return (
    <nav class="contests" aria-label={w('contests')}>
      <ul>
        {election.contests.map((each) => (
          <li key={each.id}>
            <a ref={each.id === contest.id ? here : null} href={hrefOf(each.id, code)} aria-current={each.id === contest.id ? 'page' : undefined} title={each.name}>
              {shortName(each)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
