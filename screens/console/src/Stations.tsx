/** Every station in this person's reach, those that wait for them first. */

import { useEffect, useState } from 'preact/hooks'
import * as api from './api'
import { say } from '@sirekap/kit/language'
import { whole } from '@sirekap/kit/numbers'
import { w } from './language'
import { SECTIONS, STATES } from './words'

export const stateName = (state: string): string => {
  const known = STATES[state]
  return known ? say(known) : state
}

export function Stations() {
  const [lines, setLines] = useState<readonly api.StationLine[] | null>(null)
  const [problem, setProblem] = useState<api.Say | null>(null)

  useEffect(() => {
    let gone = false
    const load = () =>
      api.stations().then(
        (found) => {
          if (gone) return
          setLines(found)
          setProblem(null)
        },
        (error: unknown) => !gone && error instanceof api.Problem && setProblem(error.say),
      )
    void load()
    const every = setInterval(() => document.hidden || void load(), 5000)
    return () => {
      gone = true
      clearInterval(every)
    }
  }, [])

  if (problem) return <p class="problem" role="alert">{say(problem)}</p>
  if (lines === null) return <p role="status">{w('loading')}</p>
  const several = new Set(lines.map((line) => line.contest)).size > 1
  const waiting = lines.filter((line) => line.asks > 0).length
  return (
    <>
      <h1>{w('stations')}</h1>
      <p role="status">{waiting ? `${whole(waiting)} TPS ${w('waiting')}` : w('nothingWaiting')}</p>
      {lines.length === 0 && <p>{w('noStations')}</p>}
      <ul class="stations">
        {lines.map((line) => (
          <li key={`${line.station}/${line.contest}`}>
            <a href={`#/${line.station}/${line.contest}`}>
              <span class="station-name">
                <strong>{line.name}</strong> {line.village}, {line.district}
                {several && <span class="contest-name"> · {line.contest_name}</span>}
              </span>
              <span class="station-states">
                {(['votes', 'administration'] as const).map((section) => (
                  <span key={section} class={`state state-${line.states[section]}`}>
                    {say(SECTIONS[section])}: {stateName(line.states[section])}
                  </span>
                ))}
              </span>
              <span class="station-need">
                {line.asks > 0 ? `${whole(line.asks)} ${w('left')}` : `${whole(line.photos)} ${w('photos')}`}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}
