/** What surrounds one station's numbers: special events, objections, copies, versions, each noted with a name. */

import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import * as api from './api'
import { Copies } from './Copies'
import { Incidents } from './Incidents'
import { Objections } from './Objections'
import * as record from './record-api'
import { r, WORDS } from './record-words'
import { Versions } from './Versions'
import { say, type Say } from '@sirekap/kit/language'
import { moment } from './language'

export interface Here {
  readonly station: string
  readonly contest: string
}

/** What each part of the page is given. `note` keeps one thing and tells whether it was kept. */
export interface Part extends Here {
  readonly around: record.Around
  readonly view: api.StationView
  readonly may: (step: string) => boolean
  readonly note: (what: string, body: unknown, paper?: File | null) => Promise<boolean>
  readonly busy: boolean
}

export function Around({ station, contest, session }: Here & { readonly session: api.Session }) {
  const [around, setAround] = useState<record.Around | null>(null)
  const [view, setView] = useState<api.StationView | null>(null)
  const [problem, setProblem] = useState<Say | null>(null)
  const [told, setTold] = useState('')
  const [busy, setBusy] = useState(false)
  const failed = (error: unknown) => setProblem(error instanceof api.Problem ? error.say : WORDS.failed)
  const load = () => record.around(station, contest).then(setAround, failed)
  useEffect(() => {
    void load()
    void api.see(station, contest).then(setView, failed)
  }, [station, contest])

  async function note(what: string, body: unknown, paper?: File | null): Promise<boolean> {
    setBusy(true)
    setProblem(null)
    setTold('')
    try {
      const photo = paper ? { photo: await record.sendPaper(station, paper) } : {}
      await record.note(station, contest, what, { ...(body as object), ...photo })
      await load()
      setTold(r('kept'))
      return true
    } catch (error) {
      failed(error)
      return false
    } finally {
      setBusy(false)
    }
  }

  const known = around && view ? { station, contest, around, view, may: (step: string) => session.steps.includes(step), note, busy } : null
  return (
    <>
      <p><a href={`#/${station}/${contest}`}>← {r('toDesk')}</a></p>
      <h1>{view ? `${view.station.name}, ${view.station.village}` : r('around')}</h1>
      {view && <p>{[view.contest.name, view.contest.constituency, view.station.district, station].filter(Boolean).join(' · ')}</p>}
      <div class="news-bar">
        {problem && <p class="problem" role="alert">{say(problem)}</p>}
        <p class="news" role="status">{told}</p>
      </div>
      {known ? (
        <>
          <Incidents {...known} />
          <Objections {...known} />
          <Copies {...known} />
          <Versions {...known} />
        </>
      ) : (
        !problem && <p role="status">{r('loading')}</p>
      )}
    </>
  )
}

/** Who noted a thing, and when. */
export const By = ({ by, at }: { readonly by: string | null; readonly at: string | null }) => (
  <small>
    {at && <time dateTime={at}>{moment(at)}</time>} {by}
  </small>
)

/** A form that opens where it is wanted, and closes once what it holds is kept. */
export function Opening({ title, submit, busy, children }: {
  readonly title: string
  readonly submit: (form: FormData) => Promise<boolean>
  readonly busy: boolean
  readonly children: ComponentChildren
}) {
  const [open, setOpen] = useState(false)
  return (
    <details class="opening" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const form = event.currentTarget
          void submit(new FormData(form)).then((kept) => {
            if (!kept) return
            form.reset()
            setOpen(false)
          })
        }}
      >
        {children}
        <button type="submit" disabled={busy}>{busy ? r('sending') : r('save')}</button>
      </form>
    </details>
  )
}

/** Where the photo of a paper is chosen; one that was not chosen is no file. */
export const Paper = () => (
  <label>
    {r('photo')}
    <input type="file" name="paper" accept="image/*" capture="environment" />
  </label>
)

export function paperOf(form: FormData): File | null {
  const chosen = form.get('paper')
  return chosen instanceof File && chosen.size > 0 ? chosen : null
}

export const textOf = (form: FormData, name: string): string => {
  const typed = form.get(name)
  return typeof typed === 'string' ? typed.trim() : ''
}
