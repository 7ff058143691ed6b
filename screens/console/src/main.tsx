/** The checking desk: sign in, choose a station, check its numbers against the photo. */

import { render } from 'preact'
import { signal } from '@preact/signals'
import * as api from './api'
import { Around } from './Around'
import { Desk } from './Desk'
import { SignIn } from './SignIn'
import { Stations } from './Stations'
import { language, say, type Say } from '@sirekap/kit/language'
import { LanguageSwitch } from '@sirekap/kit/LanguageSwitch'
import '@sirekap/kit/tokens.css'
import { w } from './language'
import { PageLinks, pageAt } from './pages'
import './desk.css'
import './access.css'
import './record.css'

const practice = signal<Say | null>(null)
const who = signal<api.Session | null | 'asking'>('asking')
const place = signal(location.hash)
const CODE = '#kode='
addEventListener('hashchange', () => {
  place.value = location.hash
  if (location.hash.startsWith(CODE)) void begin()
})

/** `#/STATION/CONTEST` is a desk, `…/catatan` what surrounds its numbers, `#kode=…` carries a sign-in code and is wiped at once. */
function here(): { station: string; contest: string; around: boolean } | null {
  const [, station, contest, part] = place.value.split('/')
  return station && contest ? { station, contest, around: part === 'catatan' } : null
}

async function begin(): Promise<void> {
  const code = location.hash.startsWith(CODE) ? location.hash.slice(CODE.length) : ''
  try {
    if (code) {
      history.replaceState(null, '', location.pathname)
      place.value = ''
      who.value = await api.signIn(decodeURIComponent(code))
      return
    }
    who.value = await api.session()
  } catch {
    who.value = null
  }
}

/** Whoever works at a console and came in by paper is first shown how to set up a way of their own. */
function entered(session: api.Session): void {
  who.value = session
  if (session.way === 'code' && session.steps.includes('see_people')) location.hash = '#cara-masuk'
}

async function leave(): Promise<void> {
  await api.signOut().catch(() => undefined)
  location.hash = ''
  who.value = null
}

function App() {
  const person = who.value
  document.documentElement.lang = language.value
  document.title = `${w('title')} · Sirekap`
  return (
    <>
      {practice.value && <p class="practice">{say(practice.value)}</p>}
      <header class="top">
        <div class="top-name">
          <a href="#">{w('title')}</a>
          <small>{w('practice')}</small>
        </div>
        <nav>
          <a href="/">{w('publicPage')}</a>
          <LanguageSwitch />
          {person !== null && person !== 'asking' && (
            <button type="button" class="quiet" onClick={() => void leave()}>
              {w('signOut')}
            </button>
          )}
        </nav>
      </header>
      {person !== null && person !== 'asking' && <PageLinks place={place.value} session={person} />}
      <main id="main">{content(person)}</main>
    </>
  )
}

function content(person: api.Session | null | 'asking') {
  if (person === 'asking') return <p role="status">{w('loading')}</p>
  if (person === null) return <SignIn done={entered} />
  const page = pageAt(place.value, person)
  if (page !== null) return page
  const at = here()
  if (!at) return <Stations />
  const key = `${at.station}/${at.contest}`
  return at.around ? <Around key={key} {...at} session={person} /> : <Desk key={key} {...at} />
}

const root = document.getElementById('app')
if (root) render(<App />, root)
void begin()
void api.practiceLabel().then((label) => (practice.value = label))
