/** One station: every page's photo beside the numbers it gave, each section's state in words. */

import { useEffect, useState } from 'preact/hooks'
import { Breadcrumb } from '@sirekap/kit/Breadcrumb'
import { say } from '@sirekap/kit/language'
import { moment, whole } from '@sirekap/kit/numbers'
import { PhotoViewer, type Shown } from '@sirekap/kit/PhotoViewer'
import { partOf } from '@sirekap/kit/place'
import {
  formPath,
  pathsOf,
  type Contest,
  type ElectionDocument,
  type FormDocument,
  type Section,
  type StationDocument,
} from './documents'
import { Announce, AsOf, Notice, Stale } from './Frame'
import { useDocument } from './load'
import { PagePhotos } from './PagePhotos'
import { Constituency } from './RegionPage'
import { hrefOf } from './route'
import { fieldTitle, PartyTables, RowsTable, TicketsTable } from './SheetTables'
import { w } from './words'

interface Here {
  readonly election: ElectionDocument
  readonly contest: Contest
  readonly code: string
}

export function StationPage({ election, contest, code }: Here) {
  const own = useDocument<StationDocument>(pathsOf(contest, code, null).own)
  const [shown, setShown] = useState<Shown | null>(null)
  const station = own.document
  const form = useDocument<FormDocument>(station ? formPath(contest.id, station.form) : null, 'stays')
  useEffect(() => {
    if (station) document.title = `${station.name}, ${station.parents[station.parents.length - 1]?.name ?? ''} · ${w('title')}`
  }, [station])

  if (own.absent) return <Notice text={w(election.contests.length > 1 ? 'notHere' : 'absent')} start />
  const printed = form.document
  if (!station || !printed) return <Notice text={w(own.fails || form.fails ? 'fails' : 'loading')} />

  const steps = [{ code: '', name: w('nation') }, ...station.parents, { code, name: station.name }]
  return (
    <>
      <Breadcrumb steps={steps.map((step) => ({ name: step.name, href: hrefOf(contest.id, step.code) }))} />
      <h1>
        {station.name} <span class="h1-place">{station.parents[station.parents.length - 1]?.name}</span>
      </h1>
      <Constituency contest={contest} code={station.constituency} />
      <AsOf election={election} updated={station.updated} zone={station.time_zone} />
      {own.fails && <Stale at={own.at} zone={station.time_zone} />}
      <Announce text={station.updated ? `${w('updatedStation')} ${moment(station.updated, station.time_zone)}` : ''} />
      <dl class="facts">
        <div><dt>{w('registered')}</dt><dd>{known(station.registered)}</dd></div>
        <div><dt>{w('delivered')}</dt><dd>{known(station.ballots_delivered)}</dd></div>
        {station.again && <div><dt>{w(station.votes || station.administration ? 'again' : 'awaited')}</dt><dd>{w(station.again)}</dd></div>}
      </dl>
      <Contradictions station={station} />
      {(['votes', 'administration'] as const).map((section) => (
        <SectionPart key={section} {...{ election, contest, form: printed, station, section }} open={setShown} />
      ))}
      {shown && <PhotoViewer shown={shown} close={() => setShown(null)} />}
    </>
  )
}

const known = (value: number | null): string => (value === null ? w('notKnown') : whole(value))

function Contradictions({ station }: { readonly station: StationDocument }) {
  if (station.contradictions.length === 0) return null
  return (
    <section class="contradictions" aria-labelledby="contradictions">
      <h2 id="contradictions">{w('contradictions')}</h2>
      <p>{w('contradictionsSay')}</p>
      <ul>
        {station.contradictions.map((rule) => (
          <li key={rule.code}><strong>{rule.code}</strong> {say(rule.says)}</li>
        ))}
      </ul>
    </section>
  )
}

interface Part {
  readonly election: ElectionDocument
  readonly contest: Contest
  readonly form: FormDocument
  readonly station: StationDocument
  readonly section: Section
  readonly open: (shown: Shown) => void
}

const TITLES = { votes: 'sectionVotes', administration: 'sectionAdministration' } as const

function SectionPart({ election, contest, form, station, section, open }: Part) {
  const fields = form.fields.filter((field) => field.section === section)
  const pages = [...new Set(fields.map((field) => field.page))]
  const state = station.states[section]
  const says = election.states.find((each) => each.name === state)?.says
  const values = station[section]
  const Table = section !== 'votes' ? RowsTable : contest.parties.length > 0 ? PartyTables : TicketsTable
  return (
    <section class="sheet-section" aria-labelledby={section}>
      <div class="section-head">
        <h2 id={section}>{w(TITLES[section])}</h2>
        <p class={`state ${state}`}>{says ? say(says) : state}</p>
      </div>
      {pages.map((page) => {
        const photo = station.photos.find((each) => each.page === page)
        const title = w('pageOf', { page: String(page), station: station.name })
        const openAt = (name: string | null) => {
          if (!photo) return
          const quad = name === null ? undefined : photo.fields[name]
          const field = fields.find((each) => each.name === name)
          const at = quad && field ? partOf(quad, field.boxes.within) : null
          open({ photo: photo.path, title, up: Object.values(photo.fields)[0] ?? null, at })
        }
        return (
          <div class="sheet-page" key={page}>
            <PagePhotos page={page} photos={station.photos.filter((each) => each.page === page)} zone={station.time_zone} open={() => openAt(null)} />
            {(photo || values) && <Table
              contest={contest}
              form={form}
              fields={fields.filter((field) => field.page === page)}
              values={values}
              waiting={photo ? w('beingChecked') : null}
              photo={photo}
              open={openAt}
              title={fieldTitle(section, page)}
            />}
          </div>
        )
      })}
    </section>
  )
}
