/** Photos over which the reader failed for good: people type from them, and an administrator may have them read again. */

import { useEffect, useState } from 'preact/hooks'
import * as access from './access-api'
import { a, WORDS } from './access-words'
import { moment } from './language'
import { say, type Say } from '@sirekap/kit/language'

export function FailedPhotos() {
  const [found, setFound] = useState<readonly access.FailedPhoto[] | null>(null)
  const [problem, setProblem] = useState<Say | null>(null)
  useEffect(
    () => void access.failed().then(setFound, (error: unknown) => setProblem(access.wordsOf(error, WORDS.failed))),
    [],
  )
  return (
    <>
      <h1>{a('unreadTitle')}</h1>
      <p>{a('unreadHint')} <code class="command">sirekap work --retry</code></p>
      {problem && <p class="problem" role="alert">{say(problem)}</p>}
      {found === null && !problem && <p role="status">{a('loading')}</p>}
      {found?.length === 0 && <p>{a('noneUnread')}</p>}
      <ul class="people">
        {found?.map((each) => (
          <li key={`${each.station}${each.contest}${each.sha256}`}>
            <a href={`#/${each.station}/${each.contest}`}>
              <span><strong>{each.place_name}</strong></span>
              <span class="hint">{a('unreadPhoto', { contest: each.contest_name, sha256: each.sha256.slice(0, 12) })}</span>
              <time dateTime={each.failed_at}>{moment(each.failed_at)}</time>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}
