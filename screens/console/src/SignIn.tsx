/** Three ways in, the best first: a passkey; a code on paper, for the first time; a password with an app. */

import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import * as api from './api'
import * as access from './access-api'
import { a, WORDS } from './access-words'
import { hasPasskeys } from './passkey'
import { say, type Say } from '@sirekap/kit/language'

type Done = (session: api.Session) => void
type Way = 'passkey' | 'code' | 'password'

const VAIN: Say = WORDS.passkeyVain

export function SignIn({ done }: { done: Done }) {
  const [busy, setBusy] = useState<Way | null>(null)
  const [problem, setProblem] = useState<{ way: Way; say: Say } | null>(null)

  async function enter(way: Way, ask: () => Promise<api.Session>): Promise<void> {
    setBusy(way)
    setProblem(null)
    try {
      done(await ask())
    } catch (error) {
      setProblem({ way, say: access.wordsOf(error, VAIN) })
    } finally {
      setBusy(null)
    }
  }

  const told = (way: Way) =>
    problem?.way === way && (
      <p class="problem" role="alert">
        {say(problem.say)}
      </p>
    )
  return (
    <div class="narrow sign-in">
      <h1>{a('signInTitle')}</h1>
      <section class="way">
        <p class="hint">{hasPasskeys() ? a('passkeyHint') : a('noPasskeysHere')}</p>
        {told('passkey')}
        <button
          type="button"
          class="main"
          disabled={busy !== null || !hasPasskeys()}
          onClick={() => void enter('passkey', access.signInByPasskey)}
        >
          {busy === 'passkey' ? a('waiting') : a('byPasskey')}
        </button>
      </section>
      <CodeForm busy={busy !== null} enter={(code) => enter('code', () => api.signIn(code))} problem={told('code')} />
      <PasswordForm
        busy={busy !== null}
        enter={(...typed) => enter('password', () => access.signInByPassword(...typed))}
        problem={told('password')}
      />
      <p class="hint lost">{a('lostAll')}</p>
    </div>
  )
}

interface Form<T extends readonly unknown[]> {
  readonly busy: boolean
  readonly enter: (...typed: T) => Promise<void>
  readonly problem: ComponentChildren
}

function CodeForm({ busy, enter, problem }: Form<[string]>) {
  const [code, setCode] = useState('')
  return (
    <form
      class="way"
      onSubmit={(event) => {
        event.preventDefault()
        void enter(code.trim())
      }}
    >
      <h2>{a('firstTime')}</h2>
      <label for="code">{a('code')}</label>
      <p class="hint" id="code-hint">
        {a('codeHint')}
      </p>
      {problem}
      <input
        id="code"
        autocomplete="one-time-code"
        autocapitalize="characters"
        spellcheck={false}
        aria-describedby="code-hint"
        value={code}
        onInput={(event) => setCode(event.currentTarget.value)}
        required
      />
      <button type="submit" class="quiet" disabled={busy}>
        {a('signIn')}
      </button>
    </form>
  )
}

function PasswordForm({ busy, enter, problem }: Form<[string, string, string]>) {
  const [account, setAccount] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  return (
    <details class="way">
      <summary>{a('byPassword')}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void enter(account, password, code)
        }}
      >
        <label for="account">{a('account')}</label>
        <p class="hint" id="account-hint">
          {a('accountHint')}
        </p>
        <input
          id="account"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          aria-describedby="account-hint"
          value={account}
          onInput={(event) => setAccount(event.currentTarget.value)}
          required
        />
        <Secret id="password" label={a('password')} value={password} set={setPassword} complete="current-password" />
        <AppCode id="app-code" value={code} set={setCode} />
        {problem}
        <button type="submit" class="quiet" disabled={busy}>
          {a('openByPassword')}
        </button>
      </form>
    </details>
  )
}

interface Typed {
  readonly id: string
  readonly value: string
  readonly set: (value: string) => void
}

/** A password that its owner may look at: pasting and password managers are welcome. */
export function Secret({ id, label, value, set, complete }: Typed & { label: string; complete: string }) {
  const [shown, setShown] = useState(false)
  const own = {
    id,
    autocomplete: complete,
    value,
    onInput: (event: { currentTarget: { value: string } }) => set(event.currentTarget.value),
    required: true,
  }
  return (
    <>
      <label for={id}>{label}</label>
      <span class="secret">
        {shown ? <input type="text" {...own} /> : <input type="password" {...own} />}
        <button type="button" class="quiet" aria-pressed={shown} aria-controls={id} onClick={() => setShown(!shown)}>
          {a('show')}
        </button>
      </span>
    </>
  )
}

/** The six digits that an authenticator app shows. */
export function AppCode({ id, value, set }: Typed) {
  return (
    <>
      <label for={id}>{a('appCode')}</label>
      <input
        id={id}
        class="app-code"
        inputmode="numeric"
        autocomplete="one-time-code"
        pattern="[0-9 ]{6,7}"
        value={value}
        onInput={(event) => set(event.currentTarget.value)}
        required
      />
    </>
  )
}
