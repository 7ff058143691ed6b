/** The photos of a station's pages: send one, open one, withdraw one with a reason. */

import { useState } from 'preact/hooks'
import * as api from './api'
import { say } from '@sirekap/kit/language'
import { moment, w } from './language'

interface Pictures {
  readonly view: api.StationView
  readonly contest: string
  readonly open: (photo: string) => void
  readonly changed: (view?: api.StationView) => void
  readonly failed: (say: api.Say) => void
}

export function Photos({ view, contest, open, changed, failed }: Pictures) {
  const [busy, setBusy] = useState(false)
  const [told, setTold] = useState('')

  async function send(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0]
    if (!file) return
    setBusy(true)
    setTold('')
    try {
      await api.sendPhoto(view.station.code, contest, file)
      setTold(w('reading'))
      changed()
    } catch (error) {
      if (error instanceof api.Problem) failed(error.say)
    } finally {
      setBusy(false)
      input.value = ''
    }
  }

  return (
    <section aria-labelledby="pages">
      <h2 id="pages">{w('pages')}</h2>
      {view.photos.length === 0 && <p>{w('noPhotos')}</p>}
      <ul class="photos">
        {view.photos.map((photo) => (
          <li key={photo.sha256}>
            <Picture photo={photo} view={view} contest={contest} open={open} changed={changed} failed={failed} />
          </li>
        ))}
      </ul>
      <label class={`button quiet${busy ? ' busy' : ''}`}>
        {busy ? w('sending') : w('sendPhoto')}
        <input
          class="unseen"
          type="file"
          accept="image/jpeg,image/png,image/webp"
          disabled={busy}
          onChange={(event) => void send(event.currentTarget)}
        />
      </label>
      <p role="status">{view.photos.some((each) => !each.read) ? told : ''}</p>
    </section>
  )
}

function Picture({ photo, view, contest, open, changed, failed }: Pictures & { readonly photo: api.PagePhoto }) {
  const [reason, setReason] = useState('')
  const page = photo.page === null ? w('unknownPage') : `${w('page')} ${photo.page}`

  async function withdraw(event: Event): Promise<void> {
    event.preventDefault()
    try {
      changed(await api.withdraw(view.station.code, contest, photo.sha256, reason))
    } catch (error) {
      if (error instanceof api.Problem) failed(error.say)
    }
  }

  return (
    <>
      <button type="button" class="thumb" onClick={() => open(photo.sha256)} title={w('openPhoto')}>
        <img src={photo.url} alt={`${page}: ${w('openPhoto')}`} loading="lazy" />
      </button>
      <p>
        <strong>{page}</strong> {photo.withdrawn && <em>({w('withdrawn')})</em>}
        <br />
        <small>{moment(photo.at)}</small>
      </p>
      {!photo.read && <p>{w('beingRead')}</p>}
      {photo.refused && <p class="problem">{say(photo.refused.say)}</p>}
      {!photo.withdrawn && (
        <details>
          <summary>{w('withdraw')}</summary>
          <form onSubmit={(event) => void withdraw(event)}>
            <label>
              {w('reason')}
              <input value={reason} required onInput={(event) => setReason(event.currentTarget.value)} />
            </label>
            <button type="submit" class="quiet">
              {w('withdraw')}
            </button>
          </form>
        </details>
      )}
    </>
  )
}
