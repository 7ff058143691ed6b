/** Copies for witnesses and the supervisor: who is entitled, who has got one, and handing it over without a network. */

import { useEffect, useState } from 'preact/hooks'
import { toQr } from '@sirekap/kit/claims/travel'
import { copyFile, handOn, salinanFile } from '../acts/copy-out'
import { keepNote, lastOwn, notes, sheets, type Sheet } from '../desk'
import type { KeptClaim, Note } from '../keep/model'
import { Page } from '../parts/Page'
import { QrParts } from '../parts/QrParts'
import { WatcherChoice, sameWatcher, type Watcher } from '../parts/WatcherChoice'
import { go } from '../route'
import { send } from '../sending'
import { r, whoOf } from '../words/around'
import { s } from '../words/send'
import { time } from '../words/time'

interface Giving {
  readonly claim: KeptClaim
  readonly watcher: Watcher
}

export function Copies() {
  const [giving, setGiving] = useState<Giving | null>(null)
  if (giving) return <Give giving={giving} done={() => setGiving(null)} />
  const signed = sheets.value.flatMap((sheet) => {
    const claim = lastOwn(sheet.contest.id)
    return claim ? [{ sheet, claim }] : []
  })
  return (
    <Page title={r('copiesTitle')} back={() => go()}>
      <p class="lead">{r('copiesWhat')}</p>
      {!signed.length && <p>{r('nothingSigned')}</p>}
      {sheets.value.map((sheet) => (
        <Receivers key={sheet.contest.id} sheet={sheet} claim={signed.find((each) => each.sheet === sheet)?.claim ?? null} give={setGiving} />
      ))}
    </Page>
  )
}

interface Who {
  readonly sheet: Sheet
  readonly claim: KeptClaim | null
  readonly give: (giving: Giving) => void
}

function Receivers({ sheet, claim, give }: Who) {
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
              {claim && (
                <button type="button" class="quiet" onClick={() => give({ claim, watcher })}>
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
  const { claim, watcher } = giving
  const [texts, setTexts] = useState<readonly string[]>([])
  useEffect(() => {
    void toQr(claim.signed).then(setTexts)
  }, [claim.id])
  const [shared, setShared] = useState(false)
  const share = async (file: File | null) => {
    if (file) setShared((await handOn(file)) !== 'given up')
  }
  const note = async (as: 'qr' | 'file') => {
    await keepNote({ what: 'copies', contest: claim.contest, body: { watcher, handed_as: as, content: claim.id } })
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
      <QrParts texts={texts} label={s('qrTitle')} />
      <p class="side">
        <button type="button" class="quiet" onClick={() => void copyFile(claim).then(share)}>
          {r('byFile')}
        </button>
        <button type="button" class="quiet" onClick={() => void share(salinanFile(claim))}>
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
