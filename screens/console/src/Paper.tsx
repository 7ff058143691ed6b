/** A step that prints secret paper: asked once more, done, and the PDF offered to be printed. */

import { useEffect, useRef, useState } from 'preact/hooks'
import type { ComponentChildren } from 'preact'
import { wordsOf } from './access-api'
import { a, WORDS } from './access-words'
import { say, type Say } from '@sirekap/kit/language'

interface PaperProps {
  /** What the button says, and what is asked before it is done. */
  readonly label: string
  readonly question: string
  /** More to be chosen first. */
  readonly children?: ComponentChildren
  /** Returns the address of the PDF. */
  readonly print: () => Promise<string>
  readonly printed: () => void
}

export function Paper({ label, question, children, print, printed }: PaperProps) {
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [paper, setPaper] = useState<string | null>(null)
  const [problem, setProblem] = useState<Say | null>(null)
  const sure = useRef<HTMLButtonElement>(null)
  useEffect(() => (asking ? sure.current?.focus() : undefined), [asking])
  useEffect(() => () => void (paper && URL.revokeObjectURL(paper)), [paper])

  async function go(): Promise<void> {
    setBusy(true)
    setProblem(null)
    try {
      setPaper(await print())
      printed()
    } catch (error) {
      setProblem(wordsOf(error, WORDS.failed))
    } finally {
      setBusy(false)
      setAsking(false)
    }
  }

  return (
    <div class="paper">
      {problem && <p class="problem" role="alert">{say(problem)}</p>}
      {paper && (
        <p class="note" role="status">
          {a('paperReady')}{' '}
          <a class="button" href={paper} target="_blank" rel="noopener">{a('openPaper')}</a>
        </p>
      )}
      {asking ? (
        <div class="ask" role="group" aria-label={label}>
          <p>{question}</p>
          {children}
          <button type="button" ref={sure} disabled={busy} onClick={() => void go()}>{a('yes')}</button>
          <button type="button" class="quiet" disabled={busy} onClick={() => setAsking(false)}>{a('no')}</button>
        </div>
      ) : (
        <button type="button" class="quiet" onClick={() => setAsking(true)}>{label}</button>
      )}
    </div>
  )
}
