/** One's own ways in: passkeys first, a password with an app as the fallback. */

import { useEffect, useState } from 'preact/hooks'
import type { Session } from './api'
import * as access from './access-api'
import { a, WORDS } from './access-words'
import { moment } from './language'
import { hasPasskeys } from './passkey'
import { AppCode, Secret } from './SignIn'
import { say, type Say } from '@sirekap/kit/language'

export function Ways({ session }: { session: Session }) {
  const [own, setOwn] = useState<access.Ways | null>(null)
  const [problem, setProblem] = useState<Say | null>(null)
  const [news, setNews] = useState<Say | null>(null)

  async function change(did: () => Promise<unknown>, otherwise: Say, then: Say | null): Promise<void> {
    setProblem(null)
    setNews(null)
    try {
      await did()
      setNews(then)
      setOwn(await access.ways())
    } catch (error) {
      setProblem(access.wordsOf(error, otherwise))
    }
  }
  useEffect(() => void change(async () => undefined, WORDS.failed, null), [])

  if (own === null) return problem ? <p class="problem" role="alert">{say(problem)}</p> : <p role="status">{a('loading')}</p>
  const first = own.passkeys.length === 0 && own.password_since === null
  return (
    <div class="narrow">
      <h1>{a('ways')}</h1>
      {first && session.way === 'code' && <p class="note">{a('waysNow')}</p>}
      {!own.changeable && <p class="note">{a('again')}</p>}
      <p role="status" class="news">{news && say(news)}</p>
      {problem && <p class="problem" role="alert">{say(problem)}</p>}
      <section class="way">
        <h2>{a('passkeys')}</h2>
        {own.passkeys.length === 0 && <p>{a('noPasskeys')}</p>}
        <ul class="rows">
          {own.passkeys.map((each) => (
            <li key={each.id}>
              <span>
                <strong>{each.name}</strong>
                <small>
                  {a('added', { at: moment(each.added_at) })},{' '}
                  {each.used_at === null ? a('neverUsed') : a('used', { at: moment(each.used_at) })}
                </small>
              </span>
              <button
                type="button"
                class="quiet"
                aria-label={`${a('drop')} ${each.name}`}
                disabled={!own.changeable}
                onClick={() => void change(() => access.dropPasskey(each.id), WORDS.failed, null)}
              >
                {a('drop')}
              </button>
            </li>
          ))}
        </ul>
        {hasPasskeys() ? (
          <NewPasskey
            ready={own.changeable}
            add={(name) => change(() => access.addPasskey(name), WORDS.keyNotMade, WORDS.passkeyAdded)}
          />
        ) : (
          <p class="hint">{a('noPasskeysHere')}</p>
        )}
      </section>
      <section class="way">
        <h2>{a('passwordAndApp')}</h2>
        <p>{own.password_since === null ? a('noPassword') : a('passwordSince', { at: moment(own.password_since) })}</p>
        <NewPassword
          ready={own.changeable}
          tell={setProblem}
          keep={(...typed) => change(() => access.setPassword(...typed), WORDS.failed, WORDS.passwordKept)}
        />
      </section>
    </div>
  )
}

function NewPasskey({ ready, add }: { ready: boolean; add: (name: string) => Promise<void> }) {
  const [name, setName] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void add(name.trim()).then(() => setName(''))
      }}
    >
      <label for="passkey-name">{a('passkeyName')}</label>
      <p class="hint" id="passkey-hint">{a('passkeyNameHint')}</p>
      <input
        id="passkey-name"
        maxLength={60}
        aria-describedby="passkey-hint"
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
        required
      />
      <button type="submit" class="main" disabled={!ready}>{a('addPasskey')}</button>
    </form>
  )
}

interface NewPasswordProps {
  readonly ready: boolean
  readonly tell: (problem: Say) => void
  readonly keep: (password: string, sealed: string, code: string) => Promise<void>
}

function NewPassword({ ready, tell, keep }: NewPasswordProps) {
  const [app, setApp] = useState<access.NewApp | null>(null)
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  if (app === null) {
    const begin = () => access.newApp().then(setApp, (error: unknown) => tell(access.wordsOf(error, WORDS.failed)))
    return (
      <button type="button" class="quiet" disabled={!ready} onClick={() => void begin()}>
        {a('beginApp')}
      </button>
    )
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void keep(password, app.sealed, code)
      }}
    >
      <p>{a('scanApp')}</p>
      <img class="app-qr" alt="" src={`data:image/svg+xml,${encodeURIComponent(app.qr)}`} />
      <p>
        {a('secret')}: <code class="app-secret">{app.secret.replace(/(.{4})/g, '$1 ')}</code>
      </p>
      <p class="hint">{a('newPasswordHint')}</p>
      <Secret id="new-password" label={a('newPassword')} value={password} set={setPassword} complete="new-password" />
      <AppCode id="new-app-code" value={code} set={setCode} />
      <button type="submit" disabled={!ready}>{a('keepPassword')}</button>
    </form>
  )
}
