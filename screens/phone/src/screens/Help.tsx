/** The one-page guide, cures, practice, version and language. A newer version is only ever taken by a tap, and never at work. */

import { LanguageSwitch } from '@sirekap/kit/LanguageSwitch'
import { say, type Say } from '@sirekap/kit/language'
import { device, pages, packet, waiting } from '../desk'
import { newer, running, takeNewer } from '../install'
import { InstallBar } from '../parts/InstallBar'
import { Page } from '../parts/Page'
import { go } from '../route'
import { GUIDE, TROUBLES, g } from '../words/help'
import { p } from '../words/practice'

export function Help() {
  return (
    <Page title={g('title')} back={() => go()}>
      <LanguageSwitch />
      <h2>{g('guide')}</h2>
      <ol class="guide">
        {GUIDE.map((each) => (
          <Piece key={each.title.en} {...each} />
        ))}
      </ol>
      <h2>{g('troubles')}</h2>
      <ul class="guide">
        {TROUBLES.map((each) => (
          <Piece key={each.title.en} {...each} />
        ))}
      </ul>
      <h2>{g('practiceTitle')}</h2>
      <p>{packet.value?.election.practice ? g('practiceOn') : g('practiceOff')}</p>
      {packet.value?.election.practice && device.value && (
        <p>
          <a href="#/latihan">{p('title')}</a>
        </p>
      )}
      <h2>{g('about')}</h2>
      <p>{packet.value?.election.name}</p>
      <p>{g('version', { version: running.value?.version ?? '–' })}</p>
      <InstallBar />
      <Update />
    </Page>
  )
}

function Piece({ title, text }: { readonly title: Say; readonly text: Say }) {
  return (
    <li>
      <h3>{say(title)}</h3>
      <p>{say(text)}</p>
    </li>
  )
}

/** A station is at work from its first photo until the server has everything. */
function Update() {
  if (!newer.value) return null
  const atWork = waiting.value.length > 0 || pages.value.some((each) => !each.checked)
  return (
    <div class="card">
      <p>{atWork ? g('busy') : g('newer')}</p>
      <button type="button" class="quiet" disabled={atWork} onClick={() => void takeNewer()}>
        {g('update')}
      </button>
    </div>
  )
}
