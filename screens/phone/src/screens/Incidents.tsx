/** C.KEJADIAN KHUSUS: NIHIL in one tap, or a kind, words and a photo; and what a witness objects to. */

import { useState } from 'preact/hooks'
import { say } from '@sirekap/kit/language'
import { openReader } from '../camera/open-reader'
import { keepLoosePhoto, keepNote, notes, sheets } from '../desk'
import { Page } from '../parts/Page'
import { WatcherChoice, type Watcher } from '../parts/WatcherChoice'
import { go } from '../route'
import { send } from '../sending'
import { KINDS, aroundWords, r, type IncidentKind } from '../words/around'
import { FAULTS } from '../words/faults'

type Form = 'none' | 'incident' | 'objection'

export function Incidents() {
  const [form, setForm] = useState<Form>('none')
  const noted = notes.value.filter((each) => each.what === 'incidents' || each.what === 'objections')
  const nil = async () => {
    for (const { contest } of sheets.value) await keepNote({ what: 'incidents', contest: contest.id, body: { kind: 'none' } })
    void send()
  }
  if (form !== 'none') return <NoteForm of={form} done={() => setForm('none')} />
  return (
    <Page
      title={r('title')}
      back={() => go()}
      action={
        noted.length === 0 && (
          <button type="button" class="main" onClick={() => void nil()}>
            {r('nil')}
          </button>
        )
      }
    >
      <p class="lead">{r('what')}</p>
      <p class="side">
        <button type="button" class="quiet" onClick={() => setForm('incident')}>
          {r('add')}
        </button>
        <button type="button" class="quiet" onClick={() => setForm('objection')}>
          {r('object')}
        </button>
      </p>
      {noted.length > 0 && (
        <section>
          <h2>{r('noted')}</h2>
          <ul class="outbox">
            {noted.map((each) => (
              <li key={each.id} class="claim">
                <span class="strong">{aroundWords(each)}</span>
                <span>{String(each.body['text'] ?? '')}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  )
}

interface Told {
  readonly of: 'incident' | 'objection'
  readonly done: () => void
}

function NoteForm({ of, done }: Told) {
  const [contest, setContest] = useState(sheets.value[0]?.contest.id ?? '')
  const [kind, setKind] = useState<IncidentKind>('other')
  const [watcher, setWatcher] = useState<Watcher>({ capacity: 'witness', number: 1 })
  const [text, setText] = useState('')
  const [photo, setPhoto] = useState<string | null>(null)
  const [fault, setFault] = useState('')
  const attach = async (file: File | undefined) => {
    const kept = file && (await keptPhoto(file, contest))
    setFault(kept === null ? say(FAULTS.photoTooLarge) : '')
    if (kept) setPhoto(kept)
  }
  const submit = async (event: Event) => {
    event.preventDefault()
    if (!text.trim()) return setFault(r('textWanted'))
    const said = { text: text.trim(), ...(photo ? { photo } : {}) }
    const body = of === 'incident' ? { kind, ...said } : { watcher, ...said }
    await keepNote({ what: of === 'incident' ? 'incidents' : 'objections', contest, body })
    void send()
    done()
  }
  return (
    <Page
      title={of === 'incident' ? r('add') : r('object')}
      back={done}
      action={
        <button type="submit" form="note-form" class="main">
          {r('keep')}
        </button>
      }
    >
      <form id="note-form" class="form" onSubmit={(event) => void submit(event)}>
        {sheets.value.length > 1 && <ContestChoice contest={contest} choose={setContest} />}
        {of === 'incident' ? <KindChoice kind={kind} choose={setKind} /> : <WatcherChoice contest={contest} watcher={watcher} choose={setWatcher} />}
        <label for="text">{r('text')}</label>
        <p id="text-hint" class="hint">
          {r('textHint')}
        </p>
        <textarea id="text" rows={5} maxLength={2000} value={text} aria-describedby="text-hint" aria-invalid={fault === r('textWanted')} onInput={(event) => setText(event.currentTarget.value)} />
        {fault && (
          <p class="problem" role="alert">
            {fault}
          </p>
        )}
        <label class="file-button">
          {photo ? r('photoHeld') : r('photo')}
          <input type="file" accept="image/*" onChange={(event) => void attach(event.currentTarget.files?.[0])} />
        </label>
      </form>
    </Page>
  )
}

/** The hash under which a photo is kept; null where it is no picture that can be sent. */
async function keptPhoto(file: File, contest: string): Promise<string | null> {
  const reader = await openReader()
  const made = await reader.rendition(file).catch(() => null)
  if (made) await keepLoosePhoto(made, contest)
  return made && made.sha256
}

function ContestChoice({ contest, choose }: { readonly contest: string; readonly choose: (contest: string) => void }) {
  return (
    <>
      <label for="contest">{r('contest')}</label>
      <select id="contest" value={contest} onChange={(event) => choose(event.currentTarget.value)}>
        {sheets.value.map((each) => (
          <option key={each.contest.id} value={each.contest.id}>
            {each.contest.name}
          </option>
        ))}
      </select>
    </>
  )
}

function KindChoice({ kind, choose }: { readonly kind: IncidentKind; readonly choose: (kind: IncidentKind) => void }) {
  return (
    <>
      <label for="kind">{r('kind')}</label>
      <select id="kind" value={kind} onChange={(event) => choose(event.currentTarget.value as IncidentKind)}>
        {Object.entries(KINDS).map(([name, words]) => (
          <option key={name} value={name}>
            {say(words)}
          </option>
        ))}
      </select>
    </>
  )
}
