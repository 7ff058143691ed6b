/** One region: how far it has come, what the confirmed stations add up to, and its parts. */

import { useEffect } from 'preact/hooks'
import { Breadcrumb } from '@sirekap/kit/Breadcrumb'
import { whole } from '@sirekap/kit/numbers'
import { pathsOf, votesOf, type ElectionDocument, type RegionDocument, type RegionResults } from './documents'
import { Announce, AsOf, Notice, Stale } from './Frame'
import { useDocument } from './load'
import { PartsTable } from './PartsTable'
import { ProgressTable } from './ProgressTable'
import { hrefOf } from './route'
import { VotesTable } from './VotesTable'
import { w } from './words'

interface Here {
  readonly election: ElectionDocument
  readonly code: string
}

export function RegionPage({ election, code }: Here) {
  const paths = pathsOf(election.contest.id, code)
  const own = useDocument<RegionDocument>(paths.own)
  const results = useDocument<RegionResults>(paths.results)
  const region = own.document
  const name = region?.name ?? w('nation')
  useEffect(() => {
    if (region) document.title = `${name} · ${w('title')}`
  }, [region, name])

  if (own.absent || results.absent) return <Notice text={w('absent')} start />
  if (!region || !results.document) return <Notice text={w(own.fails || results.fails ? 'fails' : 'loading')} />

  const { confirmed, stations } = region.progress
  const counts = { confirmed: whole(confirmed), stations: whole(stations) }
  const votes = votesOf(election.contest.tickets, results.document.chart)
  const steps = [{ code: '', name: w('nation') }, ...region.parents, ...(code ? [{ code, name }] : [])]
  return (
    <>
      <Breadcrumb steps={steps.map((step) => ({ name: step.name, href: hrefOf(step.code) }))} />
      <h1>{name}</h1>
      <AsOf election={election} updated={region.updated} zone={region.time_zone} />
      {(own.fails || results.fails) && <Stale at={own.at} zone={region.time_zone} />}
      <Announce text={w('updated', counts)} />
      <div class="region">
        <section aria-labelledby="progress">
          <h2 id="progress">{w('progress')}</h2>
          <p class="lead">{w('progressSays', counts)}</p>
          <ProgressTable progress={region.progress} />
        </section>
        <section aria-labelledby="votes">
          <h2 id="votes">{w('votes')}</h2>
          {votes ? (
            <>
              <p class="lead">{w('votesRest', counts)}</p>
              <VotesTable tickets={election.contest.tickets} votes={votes} />
            </>
          ) : (
            <p class="lead">{w('noVotes')}</p>
          )}
        </section>
      </div>
      <PartsTable election={election} region={region} results={results.document} />
    </>
  )
}
