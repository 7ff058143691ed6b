/** One field: the sign-in code. */

import { useState } from 'preact/hooks'
import * as api from './api'
import { say } from '@sirekap/kit/language'
import { w } from './language'

export function SignIn({ done }: { done: (session: api.Session) => void }) {
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<api.Say | null>(null)
  const [busy, setBusy] = useState(false)

  async function send(event: Event): Promise<void> {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    try {
      done(await api.signIn(code.trim()))
    } catch (error) {
      setProblem(error instanceof api.Problem ? error.say : null)
    } finally {
      setBusy(false)
    }
  }

  return (
    <form class="narrow" onSubmit={(event) => void send(event)}>
      <h1>{w('signInTitle')}</h1>
      <label for="code">{w('code')}</label>
      <p class="hint" id="code-hint">
        {w('codeHint')}
      </p>
      {problem && (
        <p class="problem" role="alert">
          {say(problem)}
        </p>
      )}
      <input
        id="code"
        autocomplete="one-time-code"
        autocapitalize="none"
        spellcheck={false}
        aria-describedby="code-hint"
        value={code}
        onInput={(event) => setCode(event.currentTarget.value)}
        required
      />
      <button type="submit" disabled={busy}>
        {w('signIn')}
      </button>
    </form>
  )
}
