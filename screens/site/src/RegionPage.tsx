/** One region: how far it has come, what the confirmed stations add up to, and its parts. */

import { useEffect } from 'preact/hooks'
import { Breadcrumb } from '@sirekap/kit/Breadcrumb'
import { whole } from '@sirekap/kit/numbers'
import { choicesOf, votesOf } from './choices'
import {
  formPath,
  pathsOf,
  type Contest,
  type ElectionDocument,
  type FormDocument,
  type RegionDocument,
} from './documents'
import { Announce, AsOf, Notice, Stale } from './Frame'
import { useDocument } from './load'
import { PartiesTable } from './PartiesTable'
import { PartsTable } from './PartsTable'
import { ProgressTable } from './ProgressTable'
import { hrefOf } from './route'
import { VotesTable } from './VotesTable'
import { w } from './words'

interface Here {
  readonly election: ElectionDocument
  readonly contest: Contest
  readonly code: string
}

export function RegionPage({ election, contest, code }: Here) {
  const own = useDocument<RegionDocument>(pathsOf(contest, code, null).own)
  const region = own.document
  const form = useDocument<FormDocument>(region?.form ? formPath(contest.id, region.form) : null, 'stays')
  const name = region?.name ?? w('nation')
  useEffect(() => {
    if (region) document.title = `${name} · ${w('title')}`
  }, [region, name])

  if (own.absent) return <Notice text={w(election.contests.length > 1 ? 'notHere' : 'absent')} start />
  if (!region || (region.form && !form.document)) return <Notice text={w(own.fails || form.fails ? 'fails' : 'loading')} />

  const { confirmed, stations } = region.progress
  const counts = { confirmed: whole(confirmed), stations: whole(stations) }
  const steps = [{ code: '', name: w('nation') }, ...region.parents, ...(code ? [{ code, name }] : [])]
  return (
    <>
      <Breadcrumb steps={steps.map((step) => ({ name: step.name, href: hrefOf(contest.id, step.code) }))} />
      <h1>{name}</h1>
      <Constituency contest={contest} code={region.constituency} />
      <AsOf election={election} updated={region.updated} zone={region.time_zone} />
      {own.fails && <Stale at={own.at} zone={region.time_zone} />}
      <Announce text={w('updated', counts)} />
      <div class="region">
        <section aria-labelledby="progress">
          <h2 id="progress">{w('progress')}</h2>
          <p class="lead">{w('progressSays', counts)}</p>
          <ProgressTable progress={region.progress} />
        </section>
        <section aria-labelledby="votes">
          <h2 id="votes">{w('votes')}</h2>
          <Votes contest={contest} region={region} form={form.document} />
        </section>
      </div>
      <PartsTable election={election} contest={contest} region={region} form={form.document} />
    </>
  )
}

/** Which constituency all of a place votes in, where the contest has any. */
export function Constituency({ contest, code }: { readonly contest: Contest; readonly code: string | null }) {
  const held = contest.constituencies.find((each) => each.code === code)
  if (!held) return null
  return <p class="constituency">{w('constituency', { name: held.name })}</p>
}

interface Counted {
  readonly contest: Contest
  readonly region: RegionDocument
  readonly form: FormDocument | null
}

function Votes({ contest, region, form }: Counted) {
  const choices = choicesOf(contest, form, region.totals)
  const votes = votesOf(choices, region.totals)
  if (choices.length === 0) return <p class="lead">{w('manyLists')}</p>
  if (!votes) return <p class="lead">{w('noVotes')}</p>
  const counts = { confirmed: whole(region.progress.confirmed), stations: whole(region.progress.stations) }
  return (
    <>
      <p class="lead">
        {w('votesRest', counts)} {contest.parties.length > 0 && !form && w('manyListsOfParties')}
      </p>
      {contest.parties.length > 0 ? (
        <PartiesTable choices={choices} votes={votes} form={form} totals={region.totals} />
      ) : (
        <VotesTable choices={choices} votes={votes} heading={w(contest.tickets.length > 0 ? 'ticket' : 'candidate')} />
      )}
    </>
  )
}
