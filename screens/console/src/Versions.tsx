/** The first count and what came after it: re-vote, continued or delayed vote, recount. */

import { say } from '@sirekap/kit/language'
import { By, Opening, textOf, type Part } from './Around'
import { r, VERSIONS } from './record-words'

export function Versions({ around, may, note, busy }: Part) {
  if (around.versions.length < 2 && !may('open_version')) return null
  return (
    <section class="around" aria-labelledby="versions">
      <h2 id="versions">{r('versions')}</h2>
      <ol class="rows">
        {around.versions.map((each) => (
          <li key={each.number}>
            <span>
              <strong>{kindName(each.kind)}</strong>
              {each.number === around.version && <span class="current"> · {r('current')}</span>}
              {each.decision && <span class="said">{each.decision}. {each.reason}</span>}
              <By {...each} />
            </span>
          </li>
        ))}
      </ol>
      {may('open_version') && (
        <Opening
          title={r('openVersion')}
          busy={busy}
          submit={(form) =>
            note('versions', {
              kind: textOf(form, 'kind'),
              decision: textOf(form, 'decision'),
              reason: textOf(form, 'reason'),
            })
          }
        >
          <p>{r('openHint')}</p>
          <label>
            {r('why')}
            <select name="kind">
              {Object.entries(VERSIONS).map(([kind, words]) => (
                <option key={kind} value={kind}>{say(words)}</option>
              ))}
            </select>
          </label>
          <label>
            {r('decision')}
            <input name="decision" maxLength={100} required />
          </label>
          <label>
            {r('text')}
            <textarea name="reason" rows={2} maxLength={500} required />
          </label>
        </Opening>
      )}
    </section>
  )
}

function kindName(kind: string | null): string {
  if (kind === null) return r('firstCount')
  const known = VERSIONS[kind]
  return known ? say(known) : kind
}
