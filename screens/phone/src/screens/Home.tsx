/** My station: what there is to photograph, how far each page is, and the one thing to do next. */

import { claims, device, lasting, notes, packet, sheets, station, waiting, type Sheet } from '../desk'
import { pagesOf, placeOf } from '../keep/packet'
import { Page } from '../parts/Page'
import { go } from '../route'
import { next, pageState, taken, type Next, type PageState } from '../acts/progress'
import { h } from '../words/home'

export function Home() {
  const step = next()
  const count = taken()
  return (
    <Page
      title={station.value?.name ?? ''}
      under={<p class="under">{placeLine()}</p>}
      action={
        <button type="button" class="main" onClick={() => follow(step)}>
          {h(WORDS[step.do])}
        </button>
      }
    >
      <section class={`seal ${count.taken === count.all ? 'seal-done' : ''}`} aria-live="polite">
        <p class="strong">{count.taken === count.all ? h('allTaken') : h('beforeSeal')}</p>
        {count.taken < count.all && <p>{h('takenOf', count)}</p>}
      </section>
      {sheets.value.map((sheet) => (
        <Contest key={sheet.contest.id} sheet={sheet} />
      ))}
      {!lasting.value && <p class="hint">{h('notLasting')}</p>}
      <More />
    </Page>
  )
}

const WORDS = { photograph: 'photograph', check: 'check', sign: 'signNow', show: 'show' } as const

function follow(step: Next): void {
  if (step.do === 'photograph') go('foto')
  else if (step.do === 'check') go('periksa', step.contest, String(step.page))
  else if (step.do === 'sign') go('simpan', step.contest)
  else go('kiriman')
}

function placeLine(): string {
  const place = packet.value ? placeOf(packet.value).split(', ').slice(1, 3).join(', ') : ''
  return [place, h('me', { number: device.value?.number ?? '' })].filter(Boolean).join(' · ')
}

function Contest({ sheet }: { readonly sheet: Sheet }) {
  return (
    <section class="contest">
      <h2>{sheet.contest.name}</h2>
      <ul class="tiles">
        {pagesOf(sheet.contest).map((page) => (
          <li key={page}>
            <Tile sheet={sheet} page={page} />
          </li>
        ))}
      </ul>
    </section>
  )
}

const MARKS: Readonly<Record<PageState['is'], string>> = { 'not taken': '○', 'to check': '◐', checked: '●', signed: '✓' }

function Tile({ sheet, page }: { readonly sheet: Sheet; readonly page: number }) {
  const state = pageState(sheet, page)
  const open = () => (state.is === 'not taken' ? go('foto', sheet.contest.id, String(page)) : go('periksa', sheet.contest.id, String(page)))
  return (
    <button type="button" class={`tile tile-${state.is.replace(' ', '-')}`} onClick={open}>
      <span class="tile-mark" aria-hidden="true">
        {MARKS[state.is]}
      </span>
      <span class="strong">{h('page', { number: page })}</span>
      <span>{stateWords(state)}</span>
    </button>
  )
}

function stateWords(state: PageState): string {
  if (state.is === 'not taken') return h('notTaken')
  if (state.is === 'to check') return state.count ? h('toCheckMany', { count: state.count }) : h('toCheck')
  return state.is === 'checked' ? h('checked') : h('signed')
}

function More() {
  const carried = claims.value.filter((each) => !each.own).length
  return (
    <nav class="more" aria-label={h('more')}>
      <Row to="kiriman" words={h('outbox')} hint={outboxHint()} />
      <Row to="kedua" words={h('second')} hint={h('secondHint')} />
      <Row to="salinan" words={h('copies')} hint={h('copiesHint')} />
      <Row to="kejadian" words={h('incidents')} hint={incidentHint()} />
      <Row to="bawa" words={h('carry')} hint={carried ? h('carryCount', { count: carried }) : h('carryHint')} />
      <Row to="cocokkan" words={h('verify')} hint={h('verifyHint')} />
      <Row to="bantuan" words={h('help')} hint={h('helpHint')} />
    </nav>
  )
}

function Row({ to, words, hint }: { readonly to: string; readonly words: string; readonly hint: string }) {
  return (
    <a href={`#/${to}`}>
      <span class="strong">{words}</span>
      <span>{hint}</span>
    </a>
  )
}

function outboxHint(): string {
  if (!claims.value.length) return h('outboxNone')
  return waiting.value.length ? h('outboxWaiting', { count: waiting.value.length }) : h('outboxDone')
}

function incidentHint(): string {
  const noted = notes.value.filter((each) => each.what === 'incidents' || each.what === 'objections')
  if (!noted.length) return h('incidentsNone')
  return noted.every((each) => each.body['kind'] === 'none') ? h('incidentsNil') : h('incidentsSome', { count: noted.length })
}
