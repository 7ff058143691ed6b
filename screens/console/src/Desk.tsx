/** One station's form: photo beside number, doubtful ones first, one main action. */

import { useEffect, useMemo, useState } from 'preact/hooks'
import * as api from './api'
import { byNeed, changed as changedFields, gather, isBlind, isToCheck, wanting, type Typed } from './draft'
import { FieldRow } from './FieldRow'
import { Findings } from './Findings'
import { History } from './History'
import { PhotoViewer } from '@sirekap/kit/PhotoViewer'
import { say } from '@sirekap/kit/language'
import { whole } from '@sirekap/kit/numbers'
import { w } from './language'
import { Photos } from './Photos'
import { r } from './record-words'
import { SECTIONS, WORDS } from './words'

interface Here {
  readonly station: string
  readonly contest: string
}

/** The view of the station, loaded now and again while nothing is being typed. */
function useStation({ station, contest }: Here) {
  const [view, setView] = useState<api.StationView | null>(null)
  const [problem, setProblem] = useState<api.Say | null>(null)
  const load = () =>
    api.see(station, contest).then(setView, (error: unknown) => {
      if (error instanceof api.Problem) setProblem(error.say)
    })
  useEffect(() => {
    void load()
    const every = setInterval(() => document.hidden || void load(), 4000)
    return () => clearInterval(every)
  }, [station, contest])
  return { view, setView, problem, setProblem, load }
}

export function Desk(at: Here) {
  const { view, setView, problem, setProblem, load } = useStation(at)
  const [typed, setTyped] = useState<Typed>({})
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>({})
  const [why, setWhy] = useState('')
  const [wrong, setWrong] = useState<readonly string[]>([])
  const [told, setTold] = useState('')
  const [busy, setBusy] = useState(false)
  const [photo, setPhoto] = useState<string | null>(null)
  const fields = useMemo(() => (view ? byNeed(view.fields) : []), [view])

  if (!view) return problem ? <p class="problem" role="alert">{say(problem)}</p> : <p role="status">{w('loading')}</p>

  const blind = fields.filter(isBlind)
  const toCheck = fields.filter(isToCheck)
  const corrected = changedFields(view, typed)
  const warned = wanting(view)
  const lit = new Set(view.findings.flatMap((finding) => finding.fields))

  /** Send what this person did, in up to three messages; what arrived stays arrived. */
  async function send(event: Event): Promise<void> {
    event.preventDefault()
    const parts = [gather(blind, typed), gather(toCheck, typed), gather(corrected, typed)] as const
    const bad = parts.flatMap((part) => part.wrong)
    setWrong(bad)
    setTold('')
    setProblem(null)
    const first = bad[0]
    if (first !== undefined) {
      setProblem(WORDS.missing)
      document.getElementById(`row-${first}`)?.querySelector('input')?.focus()
      return
    }
    if (warned.some((finding) => !reasons[finding.code]?.trim()) || (corrected.length > 0 && !why.trim())) {
      setProblem(WORDS.reasonNeeded)
      return
    }
    setBusy(true)
    try {
      await deliver(parts)
      setTyped({})
      setReasons({})
      setWhy('')
      setTold(w('sent'))
    } catch (error) {
      if (error instanceof api.Problem) setProblem(error.say)
    } finally {
      setBusy(false)
      void load()
    }
  }

  async function deliver(parts: readonly { readonly values: api.Values }[]): Promise<void> {
    const [entered, checked, better] = parts
    if (entered && blind.length > 0) setView(await api.enter(at.station, at.contest, entered.values))
    if (checked && (toCheck.length > 0 || warned.length > 0))
      setView(await api.check(at.station, at.contest, checked.values, reasons))
    if (better && corrected.length > 0)
      setView(await api.correct(at.station, at.contest, better.values, why))
  }

  const row = (field: api.Field) => (
    <FieldRow
      key={field.name}
      field={field}
      names={namesOf(view, field.name)}
      text={typed[field.name]}
      wrong={wrong.includes(field.name)}
      lit={lit.has(field.name)}
      type={(text) => setTyped((before) => ({ ...before, [field.name]: text }))}
      open={(chosen) => setPhoto(chosen.photo)}
    />
  )
  const asked = blind.length + toCheck.length + warned.length
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <p>
        <a href="#">← {w('back')}</a>
      </p>
      <Heading view={view} />
      <Photos
        view={view}
        contest={at.contest}
        open={setPhoto}
        changed={(next) => (next ? setView(next) : void load())}
        failed={setProblem}
      />
      <h2>{w('numbers')}</h2>
      <p role="status">{asked > 0 ? `${whole(asked)} ${w('left')}` : w('nothingAsked')}</p>
      {blind.length > 0 && <p class="note">{w('blindIntro')}</p>}
      {(toCheck.length > 0 || lit.size > 0) && <p class="note">{w('neverFix')}</p>}
      <Findings findings={view.findings} reasons={reasons} give={setReasons} />
      <div class="fields">{fields.map(row)}</div>
      <div class="action">
        {problem && (
          <p class="problem" role="alert">
            {say(problem)}
          </p>
        )}
        {corrected.length > 0 && (
          <label>
            {w('correctHint')}
            <input value={why} onInput={(event) => setWhy(event.currentTarget.value)} />
          </label>
        )}
        <p role="status">{told}</p>
        {(asked > 0 || corrected.length > 0) && (
          <button type="submit" disabled={busy}>
            {busy ? w('sending') : action(blind.length, toCheck.length + warned.length)}
          </button>
        )}
      </div>
      <History view={view} />
      {photo && <PhotoViewer shown={{ ...picture(view, photo), up: null, at: null }} close={() => setPhoto(null)} />}
    </form>
  )
}


const action = (blind: number, check: number): string =>
  check > 0 ? w('sendCheck') : blind > 0 ? w('sendBlind') : w('sendCorrection')

/** A photo's address and title for the viewer. */
function picture(view: api.StationView, sha256: string): { photo: string; title: string } {
  const found = view.photos.find((each) => each.sha256 === sha256)
  return { photo: found?.url ?? '', title: `${w('page')} ${found?.page ?? '?'}` }
}

/** Who is voted for by a field of votes: a ticket, a party or its candidate, or one who stands alone. */
function namesOf({ contest }: api.StationView, field: string): string {
  const [head, number, person] = field.split('.')
  if (head !== 'votes') return ''
  const is = (each: { readonly number: number }) => String(each.number) === number
  const party = contest.parties.find(is)
  const own = party?.candidates.find((each) => String(each.number) === person)
  if (party) return own ? `${own.name}, ${party.name}` : party.name
  return contest.tickets.find(is)?.names.join(' – ') ?? contest.candidates.find(is)?.name ?? ''
}

function Heading({ view }: { readonly view: api.StationView }) {
  const { station, contest, sections } = view
  return (
    <>
      <h1>
        {station.name}, {station.village}
      </h1>
      <p>
        {[contest.name, contest.constituency, station.district, station.code].filter(Boolean).join(' · ')}
      </p>
      <p>
        <a href={`#/${station.code}/${contest.id}/catatan`}>{r('around')} →</a>
      </p>
      <dl class="facts">
        {station.registered && (
          <div>
            <dt>{w('listed')}</dt>
            <dd>{whole(station.registered.total)}</dd>
          </div>
        )}
        {station.ballots_delivered !== null && (
          <div>
            <dt>{w('delivered')}</dt>
            <dd>{whole(station.ballots_delivered)}</dd>
          </div>
        )}
        {sections.map((each) => (
          <div key={each.section}>
            <dt>{say(SECTIONS[each.section])}</dt>
            <dd class={`state state-${each.state}`}>{say(each.says)}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
