/** The public site: from the nation down to a station, with the photo beside the numbers. */

import { render } from 'preact'
import { useEffect } from 'preact/hooks'
import { language } from '@sirekap/kit/language'
import '@sirekap/kit/tokens.css'
import { ELECTION, type ElectionDocument } from './documents'
import { Frame, Notice } from './Frame'
import { useDocument } from './load'
import { RegionPage } from './RegionPage'
import { isStation, route } from './route'
import { StationPage } from './StationPage'
import { w } from './words'
import './site.css'

function Site() {
  const { document: election, absent, fails } = useDocument<ElectionDocument>(ELECTION)
  useEffect(() => {
    document.documentElement.lang = language.value
  }, [language.value])
  if (!election) {
    return (
      <Frame election={null}>
        <Notice text={w(fails || absent ? 'fails' : 'loading')} />
      </Frame>
    )
  }
  const contest = election.contests.find((each) => each.id === route.value.contest) ?? election.contests[0]
  const code = route.value.code ?? election.start
  if (!contest) {
    return (
      <Frame election={election}>
        <Notice text={w('absent')} />
      </Frame>
    )
  }
  const Page = isStation(code) ? StationPage : RegionPage
  return (
    <Frame election={election} contest={contest} code={code}>
      <Page key={`${contest.id}/${code}`} election={election} contest={contest} code={code} />
    </Frame>
  )
}

const page = document.getElementById('page')
if (page) render(<Site />, page)
