/** Everything that is signed, and how far each has come: kept, received, in full, confirmed. Never "did it go?". */

import { say } from '@sirekap/kit/language'
import { claims, notes, sheets, station, waiting } from '../desk'
import type { KeptClaim } from '../keep/model'
import { Page } from '../parts/Page'
import { go } from '../route'
import { line, send } from '../sending'
import { standingOf } from '../send/outbox'
import { time } from '../words/time'
import { s } from '../words/send'
import { aroundWords } from '../words/around'

export function Outbox() {
  const all = [...claims.value].reverse()
  const open = waiting.value.length > 0
  return (
    <Page
      title={s('title')}
      back={() => go()}
      action={
        open && (
          <button type="button" class="main" disabled={line.value === 'sending'} onClick={() => void send()}>
            {line.value === 'sending' ? s('sending') : s('sendNow')}
          </button>
        )
      }
    >
      <p class="lead" role="status">
        {lineWords(all.length, open)}
      </p>
      <ul class="outbox">
        {all.map((claim) => (
          <li key={claim.id}>
            <a href={`#/kiriman/${claim.id}`} class="claim" data-claim={claim.id}>
              <span class="strong">{claimTitle(claim)}</span>
              <Steps claim={claim} />
            </a>
          </li>
        ))}
        {[...notes.value].reverse().map((note) => (
          <li key={note.id} class="claim">
            <span class="strong">{aroundWords(note)}</span>
            <span>{note.refused ? say(note.refused) : note.sentAt ? s('receivedAt', { time: time(note.sentAt) }) : s('kept')}</span>
          </li>
        ))}
      </ul>
    </Page>
  )
}

function lineWords(count: number, open: boolean): string {
  if (!count) return s('none')
  if (!open) return s('allIn')
  return line.value === 'unreachable' || line.value === 'failed' ? s(line.value) : s('sending')
}

export function claimTitle(claim: KeptClaim): string {
  const contest = sheets.value.find((each) => each.contest.id === claim.contest)?.contest.name ?? claim.contest
  const place = claim.station === station.value?.code ? '' : ` · TPS ${claim.station}`
  return `${s(claim.kind)} ${contest}${place}`
}

/** The four steps, in words and ticks; what has not come yet says so. */
export function Steps({ claim }: { readonly claim: KeptClaim }) {
  const standing = standingOf(claim)
  if (claim.refused) {
    return (
      <span class="apart">
        {s('apart')}: {say(claim.refused)}
      </span>
    )
  }
  const receipt = claim.receipt
  const all = claim.photos.length
  const held = receipt ? receipt.held.length : 0
  return (
    <ol class="steps">
      <Step done words={s('keptAt', { time: time(claim.at) })} />
      <Step done={receipt !== null} words={receipt ? s('receivedAt', { time: time(receipt.receivedAt * 1000) }) : s('received')} />
      {all > 0 && <Step done={standing === 'whole' || standing === 'confirmed'} words={s('photosOf', { held, all })} />}
      {claim.own && claim.kind === 'check' && <Step done={claim.confirmed} words={s('confirmed')} />}
    </ol>
  )
}

function Step({ done, words }: { readonly done: boolean; readonly words: string }) {
  return (
    <li class={done ? 'step-done' : 'step-open'}>
      <span aria-hidden="true">{done ? '✓' : '○'}</span> {words}
      {!done && <span class="visually-hidden">: {s('notYet')}</span>}
    </li>
  )
}
