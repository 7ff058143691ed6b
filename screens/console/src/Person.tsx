/** One person: how far they are, what to tell them on the telephone, and what those above can do. */

import { useEffect, useState } from 'preact/hooks'
import type { Session } from './api'
import * as access from './access-api'
import { a, ADVICE, ENTRIES, PAPER_STATES, REASONS, roleName, WORDS } from './access-words'
import { Lines } from './Lines'
import { moment } from './language'
import { Paper } from './Paper'
import { say, type Say } from '@sirekap/kit/language'

const WITH_PHONES = ['officer', 'pps', 'ppk', 'verifier', 'operator']

export function Person({ account, session }: { account: string; session: Session }) {
  const [found, setFound] = useState<access.PersonInFull | null>(null)
  const [problem, setProblem] = useState<Say | null>(null)
  const load = () =>
    access.person(account).then(setFound, (error: unknown) => setProblem(access.wordsOf(error, WORDS.failed)))
  useEffect(() => void load(), [account])

  if (problem) return <p class="problem" role="alert">{say(problem)}</p>
  if (found === null) return <p role="status">{a('loading')}</p>
  const { person } = found
  return (
    <>
      <p><a href="#orang">{a('back')}</a></p>
      <h1>{person.name || a('nameless')}</h1>
      <p>
        {roleName(person.role)}, {person.place_name} <small>{person.account}</small>
      </p>
      <p class={`entry entry-${person.entry} large`}>{say(ENTRIES[person.entry])}</p>
      <h2>{a('whatNow')}</h2>
      <p class="note">{say(ADVICE[person.entry])}</p>
      <Help person={person} session={session} done={() => void load()} />
      <Held found={found} />
      <h2>{a('last')}</h2>
      {found.lines.length === 0 ? <p>{a('noLines')}</p> : <Lines lines={found.lines} />}
    </>
  )
}

/** What the one who looks may do for this person. */
function Help({ person, session, done }: { person: access.Person; session: Session; done: () => void }) {
  const [reason, setReason] = useState('lost')
  const may = (step: string) => session.steps.includes(step)
  if (!may('replace') && !may('recover')) return null
  if (!person.below) return <p class="hint">{a('onlyAbove')}</p>
  return (
    <section class="actions">
      <h2>{a('actions')}</h2>
      {may('replace') && WITH_PHONES.includes(person.role) && (
        <Paper
          label={a('replace')}
          question={a('replaceAsk')}
          print={() => access.replacePhone(person.account, reason)}
          printed={done}
        >
          <label for="reason">{a('reason')}</label>
          <select id="reason" value={reason} onChange={(event) => setReason(event.currentTarget.value)}>
            {Object.entries(REASONS).map(([code, words]) => (
              <option key={code} value={code}>{say(words)}</option>
            ))}
          </select>
        </Paper>
      )}
      {may('recover') && (
        <Paper
          label={a('recover')}
          question={a('recoverAsk')}
          print={() => access.letInAgain(person.account)}
          printed={done}
        />
      )}
    </section>
  )
}

/** Papers, phones and passkeys, each with its dates. */
function Held({ found }: { found: access.PersonInFull }) {
  const papers = found.vouchers.map((each) => (
    <li key={each.made_at}>
      {a('printed', { at: moment(each.made_at), until: moment(each.until) })}: {say(PAPER_STATES[each.state])}
    </li>
  ))
  return (
    <div class="held">
      <section>
        <h2>{a('papers')}</h2>
        <ul>
          {papers}
          {found.code_until && <li>{a('codeGood', { until: moment(found.code_until) })}</li>}
          {papers.length === 0 && !found.code_until && <li>{a('none')}</li>}
        </ul>
      </section>
      <section>
        <h2>{a('phones')}</h2>
        <ul>
          {found.phones.map((each) => (
            <li key={each.key}>
              {a('enrolled', { at: moment(each.enrolled_at) })}
              {each.revoked_at && `, ${a('revoked', { at: moment(each.revoked_at) })}`} <small>{each.key.slice(0, 8)}</small>
            </li>
          ))}
          {found.phones.length === 0 && <li>{a('none')}</li>}
        </ul>
      </section>
      <section>
        <h2>{a('passkeys')}</h2>
        <ul>
          {found.passkeys.map((each) => (
            <li key={each.added_at}>{each.name}: {a('added', { at: moment(each.added_at) })}</li>
          ))}
          {found.password_since && <li>{a('passwordAndApp')}: {a('passwordSince', { at: moment(found.password_since) })}</li>}
          {found.passkeys.length === 0 && !found.password_since && <li>{a('none')}</li>}
        </ul>
      </section>
    </div>
  )
}
