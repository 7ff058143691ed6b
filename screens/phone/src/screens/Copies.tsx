/** Copies for witnesses and the supervisor: who is entitled, who has got one, and handing it over without a network. */

import { useState } from 'preact/hooks'
import { copyFile, handOn, salinanFile } from '../acts/copy-out'
import { lastOf, saidOf, type Said } from '../acts/said'
import { keepNote, notes, sheets, type Sheet } from '../desk'
import type { Note } from '../keep/model'
import { ClaimQr } from '../parts/ClaimQr'
import { Page } from '../parts/Page'
import { WatcherChoice, sameWatcher, type Watcher } from '../parts/WatcherChoice'
import { go } from '../route'
import { send } from '../sending'
import { r, whoOf } from '../words/around'
import { s } from '../words/send'
import { time } from '../words/time'

interface Giving {
  readonly said: Said
  readonly watcher: Watcher
}

export function Copies() {
  const [giving, setGiving] = useState<Giving | null>(null)
  if (giving) return <Give giving={giving} done={() => setGiving(null)} />
  const signed = new Map(sheets.value.map(({ contest }) => [contest.id, saidOf(contest.id)]))
  return (
    <Page title={r('copiesTitle')} back={() => go()}>
      <p class="lead">{r('copiesWhat')}</p>
      {![...signed.values()].some(Boolean) && <p>{r('nothingSigned')}</p>}
      {sheets.value.map((sheet) => (
        <Receivers key={sheet.contest.id} sheet={sheet} said={signed.get(sheet.contest.id) ?? null} give={setGiving} />
      ))}
    </Page>
  )
}

interface Who {
  readonly sheet: Sheet
  readonly said: Said | null
  readonly give: (giving: Giving) => void
}

function Receivers({ sheet, said, give }: Who) {
  const of = (what: Note['what']) => notes.value.filter((each) => each.what === what && each.contest === sheet.contest.id)
  const handed = of('copies')
  return (
    <section>
      <h2>{sheet.contest.name}</h2>
      <ul class="outbox">
        {of('watchers').map((note) => {
          const watcher = note.body as unknown as Watcher
          const last = handed.find((each) => sameWatcher(each.body['watcher'], watcher))
          return (
            <li key={note.id} class="claim">
              <span class="strong">{whoOf(watcher)}</span>
              <span>{last ? r('given', { time: time(last.at) }) : r('notGiven')}</span>
              {said && (
                <button type="button" class="quiet" onClick={() => give({ said, watcher })}>
                  {r('give')}
                </button>
              )}
            </li>
          )
        })}
      </ul>
      <Register contest={sheet.contest.id} />
    </section>
  )
}

function Register({ contest }: { readonly contest: string }) {
  const [watcher, setWatcher] = useState<Watcher>({ capacity: 'witness', number: 1 })
  const known = notes.value.some((each) => each.what === 'watchers' && each.contest === contest && sameWatcher(each.body, watcher))
  const keep = async () => {
    await keepNote({ what: 'watchers', contest, body: watcher })
    void send()
  }
  return (
    <div class="form">
      <WatcherChoice contest={contest} watcher={watcher} choose={setWatcher} />
      <button type="button" class="quiet" disabled={known} onClick={() => void keep()}>
        {r('register')}
      </button>
    </div>
  )
}

function Give({ giving, done }: { readonly giving: Giving; readonly done: () => void }) {
  const { said, watcher } = giving
  const [shared, setShared] = useState(false)
  const share = async (file: File | null) => {
    if (file) setShared((await handOn(file)) !== 'given up')
  }
  const note = async (as: 'qr' | 'file') => {
    await keepNote({ what: 'copies', contest: said.check.contest, body: { watcher, handed_as: as, content: lastOf(said).id } })
    void send()
    done()
  }
  return (
    <Page
      title={r('giveTo', { who: whoOf(watcher) })}
      back={done}
      action={
        <button type="button" class="main" onClick={() => void note('qr')}>
          {r('didGiveQr')}
        </button>
      }
    >
      <p>{r('byQr')}</p>
      <ClaimQr claim={said.check} label={s('qrTitle')} />
      {said.corrections.map((each) => (
        <section key={each.id}>
          <h2>{s('correctionAt', { time: time(each.at) })}</h2>
          <ClaimQr claim={each} label={s('correction')} />
        </section>
      ))}
      <p class="side">
        <button type="button" class="quiet" onClick={() => void copyFile(said).then(share)}>
          {r('byFile')}
        </button>
        <button type="button" class="quiet" onClick={() => void share(salinanFile(said))}>
          {r('byPdf')}
        </button>
      </p>
      {shared && (
        <p class="side">
          <button type="button" class="quiet" onClick={() => void note('file')}>
            {r('didGive')}
          </button>
        </p>
      )}
    </Page>
  )
}
