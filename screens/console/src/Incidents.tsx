/** Special events as the station's form tells them, or that there were none. */

import { say } from '@sirekap/kit/language'
import { By, Opening, Paper, paperOf, textOf, type Part } from './Around'
import { INCIDENTS, r } from './record-words'

export function Incidents({ around, may, note, busy }: Part) {
  return (
    <section class="around" aria-labelledby="incidents">
      <h2 id="incidents">{r('incidents')}</h2>
      {around.incidents.length === 0 && <p>{r('noIncidents')}</p>}
      <ul class="rows">
        {around.incidents.map((each, index) => {
          const kind = INCIDENTS[each.kind]
          return (
            <li key={index}>
              <span>
                <strong>{kind ? say(kind) : each.kind}</strong>
                {each.text && <span class="said">{each.text}</span>}
                <By {...each} />
              </span>
              {each.paper && <a href={each.paper} target="_blank" rel="noopener">{r('paper')}</a>}
            </li>
          )
        })}
      </ul>
      {may('note_incident') && (
        <>
          {around.incidents.length === 0 && (
            <button type="button" class="quiet" disabled={busy} onClick={() => void note('incidents', { kind: 'none' })}>
              {r('nihil')}
            </button>
          )}
          <Opening
            title={r('newIncident')}
            busy={busy}
            submit={(form) => note('incidents', { kind: textOf(form, 'kind'), text: textOf(form, 'text') }, paperOf(form))}
          >
            <label>
              {r('kind')}
              <select name="kind">
                {Object.entries(INCIDENTS).filter(([kind]) => kind !== 'none').map(([kind, words]) => (
                  <option key={kind} value={kind}>{say(words)}</option>
                ))}
              </select>
            </label>
            <label>
              {r('text')}
              <textarea name="text" rows={3} maxLength={2000} required />
            </label>
            <Paper />
          </Opening>
        </>
      )}
    </section>
  )
}
