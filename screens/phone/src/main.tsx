/**
 * The first second: what this is, how far it is installed, and then the rest of the program.
 *
 * In: nothing. Out: the first screen, which stands in the page itself before any program comes, and stays until the
 * next can be drawn. Not done here: everything an officer does; that is `App`, which is fetched while the person reads.
 */

import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { language } from '@sirekap/kit/language'
import { LanguageSwitch } from '@sirekap/kit/LanguageSwitch'
import '@sirekap/kit/tokens.css'
import './shell.css'
import { InstallBar } from './parts/InstallBar'
import { install } from './install'
import { first } from './words/first'

type Rest = typeof import('./App')

function Shell() {
  const [rest, setRest] = useState<Rest | null>(null)
  const [fails, setFails] = useState(false)
  const load = () => {
    setFails(false)
    void import('./App')
      .then(async (found) => {
        await found.open()
        setRest(found)
      })
      .catch(() => setFails(true))
  }
  useEffect(load, [])
  useEffect(() => {
    document.documentElement.lang = language.value
  }, [language.value])
  if (rest) return <rest.App />
  return (
    <div class="first">
      <header>
        <h1>Sirekap</h1>
        <p>{first('what')}</p>
        <LanguageSwitch />
      </header>
      <InstallBar />
      {fails && (
        <div role="alert">
          <p>{first('loadFails')}</p>
          <button type="button" onClick={load}>
            {first('again')}
          </button>
        </div>
      )}
    </div>
  )
}

const root = document.getElementById('app')
if (root) {
  root.textContent = ''
  render(<Shell />, root)
}

/** Fetching all the rest may wait until the first screen stands. */
const whenIdle = (start: () => void): unknown => ('requestIdleCallback' in window ? requestIdleCallback(start, { timeout: 4000 }) : setTimeout(start, 1500))
addEventListener('load', () => whenIdle(() => void install()))
