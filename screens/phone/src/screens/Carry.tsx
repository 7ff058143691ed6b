/** The courier's phone: scans results of stations without a signal, one after the other, and sends them later. */

import { useRef, useState } from 'preact/hooks'
import { NOTHING_COLLECTED, collect, fromText, type Collected } from '@sirekap/kit/claims/travel'
import { NotAClaimError } from '@sirekap/kit/claims/shape'
import { say } from '@sirekap/kit/language'
import { claims } from '../desk'
import { Page } from '../parts/Page'
import { Scanner } from '../parts/Scanner'
import { go } from '../route'
import { send, wakeLater } from '../sending'
import { carry, carryFile, type CarriedNow } from '../acts/carried'
import { HANDED_FILES } from '../acts/handed'
import { FAULTS } from '../words/faults'
import { s } from '../words/send'
import { Steps, claimTitle } from './Outbox'

export function Carry() {
  const [now, setNow] = useState<CarriedNow | null>(null)
  const [progress, setProgress] = useState('')
  const collected = useRef<Collected>(NOTHING_COLLECTED)
  const took = (made: CarriedNow) => {
    setNow(made)
    void wakeLater()
    void send()
  }
  const take = async (text: string) => {
    const scanned = collect(collected.current, text)
    if (!scanned.progress) return
    collected.current = scanned.collected
    setProgress(s('partsHeld', scanned.progress))
    if (scanned.whole) took(await carry(scanned.whole, 'qr'))
  }
  const carried = claims.value.filter((each) => !each.own)
  return (
    <Page title={s('carryTitle')} back={() => go()}>
      <p>{s('carryHow')}</p>
      <Scanner label={s('carryTitle')} take={(text) => void take(text)} />
      <p role="status">{progress}</p>
      {now && <Outcome now={now} />}
      <OtherWays took={took} />
      <h2>{s('carriedList')}</h2>
      {!carried.length && <p>{s('noneCarried')}</p>}
      <ul class="outbox">
        {carried.map((claim) => (
          <li key={claim.id}>
            <a href={`#/kiriman/${claim.id}`} class="claim" data-claim={claim.id}>
              <span class="strong">{claimTitle(claim)}</span>
              <Steps claim={claim} />
            </a>
          </li>
        ))}
      </ul>
    </Page>
  )
}

function Outcome({ now }: { readonly now: CarriedNow }) {
  if (now.is === 'refused') {
    return (
      <p class="problem" role="alert">
        {say(now.say)}
      </p>
    )
  }
  const { station, contest, id } = now.claim
  return (
    <div role="status" data-kept={id}>
      <p class="told good">✓ {s(now.is === 'kept' ? 'carried' : 'carriedTwice', { station, contest })}</p>
      {now.doubt && <p class="notice">{say(now.doubt)}</p>}
    </div>
  )
}

function OtherWays({ took }: { readonly took: (made: CarriedNow) => void }) {
  const [text, setText] = useState('')
  const files = async (input: HTMLInputElement) => {
    for (const file of Array.from(input.files ?? [])) {
      took(await carryFile(file))
    }
    input.value = ''
  }
  const message = async () => {
    try {
      took(await carry(fromText(text), 'text'))
      setText('')
    } catch (error) {
      if (!(error instanceof NotAClaimError)) throw error
      took({ is: 'refused', say: FAULTS.notAClaim })
    }
  }
  return (
    <div class="ways">
      <label class="file-button">
        {s('carryFile')}
        <input type="file" multiple accept={HANDED_FILES} onChange={(event) => void files(event.currentTarget)} />
      </label>
      <details>
        <summary>{s('carryText')}</summary>
        <label for="sms">{s('carryText')}</label>
        <textarea id="sms" rows={3} value={text} onInput={(event) => setText(event.currentTarget.value)} />
        <button type="button" class="quiet" disabled={!text.trim()} onClick={() => void message()}>
          {s('carryTake')}
        </button>
      </details>
    </div>
  )
}
