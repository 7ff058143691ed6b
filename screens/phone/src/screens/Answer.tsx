/** The first officer scans the second's signed entry; it is kept, carried, and compared. */

import { useRef, useState } from 'preact/hooks'
import { NOTHING_COLLECTED, collect, type Collected } from '@sirekap/kit/claims/travel'
import { say } from '@sirekap/kit/language'
import { sheetOf } from '../desk'
import { labelOf } from '../keep/packet'
import { Page } from '../parts/Page'
import { Scanner } from '../parts/Scanner'
import { go } from '../route'
import { send } from '../sending'
import { carry, differing, type CarriedNow } from '../acts/carried'
import { saidOf } from '../acts/said'
import { FAULTS } from '../words/faults'
import { s } from '../words/send'

export function Answer({ id }: { readonly id: string }) {
  const [now, setNow] = useState<CarriedNow | null>(null)
  const [progress, setProgress] = useState('')
  const collected = useRef<Collected>(NOTHING_COLLECTED)
  const take = async (text: string) => {
    const scanned = collect(collected.current, text)
    if (!scanned.progress) return
    collected.current = scanned.collected
    setProgress(s('partsHeld', scanned.progress))
    if (!scanned.whole) return
    collected.current = NOTHING_COLLECTED
    const kept = await carry(scanned.whole, 'qr')
    // One's own claim on one's own screen is no answer: go on looking.
    if (kept.is !== 'refused' && kept.claim.own) return
    setNow(kept)
    void send()
  }
  const done = now !== null && now.is !== 'refused'
  return (
    <Page
      title={s('scanAnswer')}
      back={() => go('kedua', 'minta', id)}
      action={
        done && (
          <button type="button" class="main" onClick={() => go()}>
            {s('done')}
          </button>
        )
      }
    >
      {!done && <Scanner label={s('scanAnswer')} take={(text) => void take(text)} />}
      {!done && <p role="status">{progress}</p>}
      {now && <Outcome now={now} />}
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
  const said = saidOf(now.claim.contest)
  const apart = said ? differing(said.values, now.claim) : []
  const sheet = sheetOf(now.claim.contest)
  const names = sheet ? apart.map((each) => say(labelOf(sheet.contest, each))).join('; ') : apart.join('; ')
  return (
    <div role="status" data-kept={now.claim.id}>
      <p class="told good">✓ {s('answerKept')}</p>
      {now.doubt && <p class="notice">{say(FAULTS.claimNotSound)}</p>}
      <p class="lead">{apart.length ? s('differs', { fields: names }) : s('agrees')}</p>
      {apart.length > 0 && (
        <button type="button" class="quiet" onClick={() => go('betulkan', now.claim.contest)}>
          {s('correct')}
        </button>
      )}
    </div>
  )
}
