/** What stands around every page: what these data are and are not, the language, the downloads. */

import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { language, say } from '@sirekap/kit/language'
import { LanguageSwitch } from '@sirekap/kit/LanguageSwitch'
import { moment } from '@sirekap/kit/numbers'
import { Contests } from './Contests'
import { pathsOf, type Contest, type ElectionDocument, type RegionDocument } from './documents'
import { useDocument } from './load'
import { route } from './route'
import { w } from './words'

interface Around {
  readonly election: ElectionDocument | null
  readonly contest?: Contest
  readonly code?: string
  readonly children: ComponentChildren
}

export function Frame({ election, contest, code, children }: Around) {
  const main = useRef<HTMLElement>(null)
  const first = useRef(true)
  useEffect(() => {
    // A new place is read from its top, also by screen readers; the first page keeps the browser's focus.
    if (!first.current) {
      scrollTo(0, 0)
      main.current?.focus({ preventScroll: true })
    }
    first.current = false
  }, [route.value])
  return (
    <>
      <button type="button" class="skip" onClick={() => main.current?.focus()}>{w('skip')}</button>
      {election?.practice && <p class="practice">{say(election.labels.practice)}</p>}
      <header class="top">
        <a class="top-name" href="#">{w('title')}</a>
        <span class="top-election">{election?.name}</span>
        <LanguageSwitch />
      </header>
      {election && <p class="label">{say(election.labels.unofficial)}</p>}
      {election && contest && code !== undefined && <Contests election={election} contest={contest} code={code} />}
      <main ref={main} tabIndex={-1}>{children}</main>
      {contest && code !== undefined && <Footer contest={contest} code={code} />}
    </>
  )
}

function Footer({ contest, code }: { readonly contest: Contest; readonly code: string }) {
  const here = useDocument<Pick<RegionDocument, 'constituency'>>(pathsOf(contest, code, null).own).document
  const paths = pathsOf(contest, code, here?.constituency ?? null)
  return (
    <footer>
      <p>{w('about')}</p>
      <nav aria-labelledby="downloads">
        <h2 id="downloads">{w('downloads')}</h2>
        <ul>
          {paths.results && <li><a href={paths.results}>{w('asKpu')}</a></li>}
          <li><a href={paths.own}>{w('asOwn')}</a></li>
          {paths.table && <li><a href={paths.table} download>{w(here?.constituency ? 'asTableOfList' : 'asTable')}</a></li>}
        </ul>
      </nav>
    </footer>
  )
}

/** One line instead of a page that is not there (yet). */
export function Notice({ text, start }: { readonly text: string; readonly start?: boolean }) {
  return (
    <div class="notice" role="status">
      <p>{text}</p>
      {start && <a href="#">{w('start')}</a>}
    </div>
  )
}

/** When what is shown was so; before the hour of publication, when that hour is. */
export function AsOf({ election, updated, zone }: { readonly election: ElectionDocument; readonly updated: string | null; readonly zone: string }) {
  const opens = election.publish_not_before
  if (updated) return <p class="as-of">{w('asOf', { time: moment(updated, zone) })}</p>
  if (opens && new Date(opens) > new Date()) return <p class="as-of">{w('opens', { time: moment(opens, zone) })}</p>
  return <p class="as-of">{w('nothingYet')}</p>
}

/** Says that the numbers below are old, since when. */
export function Stale({ at, zone }: { readonly at: string | null; readonly zone: string }) {
  return at && <p class="stale" role="status">{w('stale', { time: moment(at, zone) })}</p>
}

/** Tells a screen reader what changed by itself, once for each change and not for the first showing. */
export function Announce({ text }: { readonly text: string }) {
  const before = useRef({ text, language: language.value })
  // The same in another language is nothing new.
  if (before.current.language !== language.value) before.current = { text, language: language.value }
  const changed = before.current.text !== text
  return <p class="unseen" role="status" aria-live="polite">{changed ? text : ''}</p>
}
