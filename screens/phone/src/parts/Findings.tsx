/** What does not add up, in words; a fault asks whether the paper says so, a warning asks why. */

import { useId, useState } from 'preact/hooks'
import { say } from '@sirekap/kit/language'
import { contestWork, keepContest } from '../desk'
import { mark, type Told } from '../acts/judged'
import { REASONS, k } from '../words/check'

interface Shown {
  readonly contest: string
  readonly findings: readonly Told[]
}

export function Findings({ contest, findings }: Shown) {
  const id = useId()
  if (!findings.length) return null
  return (
    <section class="findings" aria-labelledby={id}>
      <h2 id={id}>{k('rules')}</h2>
      <p class="hint">{k('never')}</p>
      <ul>
        {findings.map((each) => (
          <li key={mark(each)}>
            <p>
              <strong>{each.code}</strong> {say(each.says)}
            </p>
            {each.severity === 'F' ? <Assert contest={contest} finding={each} /> : <Why contest={contest} finding={each} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

interface One {
  readonly contest: string
  readonly finding: Told
}

function Assert({ contest, finding }: One) {
  const assert = () => {
    const work = contestWork(contest)
    void keepContest({ ...work, asserted: [...work.asserted, mark(finding)] })
  }
  if (finding.answer) return <p class="answered">✓ {k('asserted')}</p>
  return (
    <button type="button" class="quiet" onClick={assert}>
      {k('paperSays')}
    </button>
  )
}

function Why({ contest, finding }: One) {
  const [own, setOwn] = useState<string | null>(null)
  const id = useId()
  const give = (reason: string) => {
    const work = contestWork(contest)
    void keepContest({ ...work, reasons: { ...work.reasons, [finding.code]: reason } })
  }
  if (finding.answer) return <p class="answered">✓ {k('reasonKept', { reason: finding.answer })}</p>
  return (
    <div class="why" role="group" aria-label={k('reasonFor')}>
      <p>{k('reasonFor')}</p>
      {REASONS.map((each) => (
        <button key={each.id} type="button" class="quiet" onClick={() => give(each.id)}>
          {say(each)}
        </button>
      ))}
      {own === null ? (
        <button type="button" class="quiet" onClick={() => setOwn('')}>
          {k('reasonOther')}
        </button>
      ) : (
        <p>
          <label for={id}>{k('reason')}</label>
          <textarea id={id} rows={2} maxLength={500} value={own} onInput={(event) => setOwn(event.currentTarget.value)} />
          <button type="button" class="quiet" disabled={!own.trim()} onClick={() => give(own.trim())}>
            {k('keepReason')}
          </button>
        </p>
      )}
    </div>
  )
}
