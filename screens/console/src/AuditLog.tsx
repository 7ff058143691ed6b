/** The audit lines of a region, filtered and page by page; nothing can be changed here. */

import { useEffect, useState } from 'preact/hooks'
import type { Session } from './api'
import * as access from './access-api'
import { a, OUTCOMES, stepName, STEPS, WORDS } from './access-words'
import { Lines } from './Lines'
import { say, type Say } from '@sirekap/kit/language'

interface Question {
  readonly place: string
  readonly who: string
  readonly step: string
  readonly outcome: string
}

export function AuditLog({ session }: { session: Session }) {
  const [question, setQuestion] = useState<Question>({ place: session.reach, who: '', step: '', outcome: '' })
  const [lines, setLines] = useState<readonly access.Line[] | null>(null)
  const [next, setNext] = useState<string | null>(null)
  const [problem, setProblem] = useState<Say | null>(null)

  async function load(before: string | null): Promise<void> {
    setProblem(null)
    try {
      const page = await access.audit({ ...question, before })
      setLines([...(before === null ? [] : (lines ?? [])), ...page.lines])
      setNext(page.next)
    } catch (error) {
      setProblem(access.wordsOf(error, WORDS.failed))
    }
  }
  useEffect(() => void load(null), [question])

  return (
    <>
      <h1>{a('auditTitle')}</h1>
      <p>{a('auditHint')}</p>
      <Filter asked={question} ask={setQuestion} />
      {problem && <p class="problem" role="alert">{say(problem)}</p>}
      {lines === null && !problem && <p role="status">{a('loading')}</p>}
      {lines?.length === 0 && <p>{a('noAudit')}</p>}
      {lines !== null && lines.length > 0 && <Lines lines={lines} />}
      {next && <button type="button" class="quiet" onClick={() => void load(next)}>{a('more')}</button>}
    </>
  )
}

function Filter({ asked, ask }: { asked: Question; ask: (question: Question) => void }) {
  const [typed, setTyped] = useState(asked)
  const put = (name: keyof Question) => (event: { currentTarget: { value: string } }) =>
    setTyped({ ...typed, [name]: event.currentTarget.value.trim() })
  return (
    <form
      class="filter"
      onSubmit={(event) => {
        event.preventDefault()
        ask(typed)
      }}
    >
      <span>
        <label for="audit-place">{a('place')}</label>
        <input id="audit-place" inputmode="numeric" value={typed.place} onInput={put('place')} />
      </span>
      <span>
        <label for="audit-who">{a('who')}</label>
        <input id="audit-who" autocapitalize="none" spellcheck={false} value={typed.who} onInput={put('who')} />
      </span>
      <span>
        <label for="audit-step">{a('step')}</label>
        <select id="audit-step" value={typed.step} onChange={put('step')}>
          <option value="">{a('every')}</option>
          {Object.keys(STEPS).map((step) => (
            <option key={step} value={step}>{stepName(step)}</option>
          ))}
        </select>
      </span>
      <span>
        <label for="audit-outcome">{a('outcome')}</label>
        <select id="audit-outcome" value={typed.outcome} onChange={put('outcome')}>
          <option value="">{a('every')}</option>
          <option value="done">{say(OUTCOMES.done)}</option>
          <option value="refused">{say(OUTCOMES.refused)}</option>
        </select>
      </span>
      <button type="submit" class="quiet">{a('show1')}</button>
    </form>
  )
}
