/** What was refused or is in doubt: kept with its reason, never counted. */

import { useEffect, useState } from 'preact/hooks'
import * as api from './api'
import { moment } from './language'
import * as record from './record-api'
import { r, VIA, WORDS } from './record-words'
import { say, type Say } from '@sirekap/kit/language'
import { whole } from '@sirekap/kit/numbers'

export function Inspection() {
  const [held, setHeld] = useState<readonly record.Aside[] | null>(null)
  const [problem, setProblem] = useState<Say | null>(null)
  const [code, setCode] = useState('')
  useEffect(() => {
    void record.aside().then(setHeld, (error: unknown) => setProblem(error instanceof api.Problem ? error.say : WORDS.failed))
  }, [])
  const codes = new Map((held ?? []).map((each) => [each.code, each.say]))
  const shown = (held ?? []).filter((each) => !code || each.code === code)
  return (
    <>
      <h1>{r('inspectionTitle')}</h1>
      <p>{r('inspectionHint')}</p>
      {problem && <p class="problem" role="alert">{say(problem)}</p>}
      {held === null && !problem && <p role="status">{r('loading')}</p>}
      {held?.length === 0 && <p>{r('nothingAside')}</p>}
      {codes.size > 1 && (
        <label class="filter-one">
          {r('because')}
          <select value={code} onChange={(event) => setCode(event.currentTarget.value)}>
            <option value="">{r('every')}</option>
            {[...codes].map(([each, words]) => (
              <option key={each} value={each}>{say(words)}</option>
            ))}
          </select>
        </label>
      )}
      {held !== null && held.length > 0 && <p role="status">{whole(shown.length)} {r('repeated')}</p>}
      <ul class="aside">
        {shown.map((each) => (
          <li key={each.id + each.place}>
            <p>
              <strong>{each.place || r('nowhere')}</strong> {say(each.say)}
            </p>
            <p>
              <small>
                {r('came')} <time dateTime={each.received_at}>{moment(each.received_at)}</time>, {r('via')} {viaName(each.via)} · {each.code} · {each.id.slice(0, 12)}
              </small>{' '}
              <a href={`data:application/octet-stream;base64,${each.body}`} download={`${each.place || 'tanpa-tps'}-${each.id.slice(0, 12)}.sirekap`}>{r('bytes')}</a>
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}

const viaName = (via: string): string => {
  const known = VIA[via]
  return known ? say(known) : via
}
