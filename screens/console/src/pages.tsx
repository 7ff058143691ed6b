/** The console's pages beside the stations: each with the step of the access table that opens it. */

import type { ComponentChild } from 'preact'
import type { Session } from './api'
import { a, WORDS } from './access-words'
import { AuditLog } from './AuditLog'
import { FailedPhotos } from './FailedPhotos'
import { People } from './People'
import { Person } from './Person'
import { Ways } from './Ways'

interface Page {
  /** The address after `#`; what follows `=` is handed over. */
  readonly hash: string
  readonly step: string
  readonly word: keyof typeof WORDS
  readonly view: (session: Session, given: string) => ComponentChild
}

const PAGES: readonly Page[] = [
  { hash: '', step: 'see', word: 'stations', view: () => null },
  {
    hash: 'orang',
    step: 'see_people',
    word: 'people',
    view: (session, given) =>
      given ? <Person key={given} account={given} session={session} /> : <People session={session} />,
  },
  { hash: 'audit', step: 'audit', word: 'audit', view: (session) => <AuditLog session={session} /> },
  { hash: 'gagal', step: 'inspect', word: 'unread', view: () => <FailedPhotos /> },
  { hash: 'cara-masuk', step: 'own_ways', word: 'ways', view: (session) => <Ways session={session} /> },
]

const named = (place: string): Page | undefined => {
  const [hash] = place.replace(/^#/, '').split('=')
  return PAGES.find((page) => page.hash !== '' && page.hash === hash)
}

/** The page of that address, if the person may open it; null where it is none of these. */
export function pageAt(place: string, session: Session): ComponentChild {
  const page = named(place)
  if (!page || !session.steps.includes(page.step)) return null
  return page.view(session, decodeURIComponent(place.split('=').slice(1).join('=')))
}

export function PageLinks({ place, session }: { place: string; session: Session }) {
  const here = named(place)?.hash ?? ''
  return (
    <nav class="pages" aria-label={a('pages')}>
      {PAGES.filter((page) => session.steps.includes(page.step)).map((page) => (
        <a key={page.hash} href={`#${page.hash}`} aria-current={page.hash === here ? 'page' : undefined}>
          {a(page.word)}
        </a>
      ))}
    </nav>
  )
}
