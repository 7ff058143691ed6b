/** The console's pages beside the stations: each with the step of the access table that opens it. */

import type { ComponentChild } from 'preact'
import type { Session } from './api'
import { a } from './access-words'
import { r } from './record-words'
import { AuditLog } from './AuditLog'
import { FailedPhotos } from './FailedPhotos'
import { Inspection } from './Inspection'
import { People } from './People'
import { Person } from './Person'
import { Ways } from './Ways'

interface Page {
  /** The address after `#`; what follows `=` is handed over. */
  readonly hash: string
  readonly step: string
  /** What the link to it says. */
  readonly name: () => string
  readonly view: (session: Session, given: string) => ComponentChild
}

const PAGES: readonly Page[] = [
  { hash: '', step: 'see', name: () => a('stations'), view: () => null },
  {
    hash: 'orang',
    step: 'see_people',
    name: () => a('people'),
    view: (session, given) =>
      given ? <Person key={given} account={given} session={session} /> : <People session={session} />,
  },
  { hash: 'karantina', step: 'inspect', name: () => r('inspection'), view: () => <Inspection /> },
  { hash: 'gagal', step: 'inspect', name: () => a('unread'), view: () => <FailedPhotos /> },
  { hash: 'audit', step: 'audit', name: () => a('audit'), view: (session) => <AuditLog session={session} /> },
  { hash: 'cara-masuk', step: 'own_ways', name: () => a('ways'), view: (session) => <Ways session={session} /> },
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
          {page.name()}
        </a>
      ))}
    </nav>
  )
}
