/**
 * The camera: the form's outline, what to do in words, and the photo taken by itself when it is good.
 *
 * In: the live picture, or a file. Out: pages kept, in any order, until all are there. Invariant: nothing is called kept
 * before it is on the flash.
 */

import { useState } from 'preact/hooks'
import { say } from '@sirekap/kit/language'
import { openReader } from '../camera/open-reader'
import { sheetOf } from '../desk'
import { Live } from '../parts/Live'
import { Page } from '../parts/Page'
import { go } from '../route'
import { next, pageState, taken } from '../acts/progress'
import { pagesOf } from '../keep/packet'
import { take, type Taken, type Wanted } from '../acts/take'
import { sheets } from '../desk'
import { c } from '../words/capture'
import { FAULTS } from '../words/faults'

type Now = Taken | { readonly is: 'looking' } | { readonly is: 'reading' } | { readonly is: 'not kept' }

export function Capture({ wanted }: { readonly wanted: Wanted | null }) {
  const [now, setNow] = useState<Now>({ is: 'looking' })
  const aim = wanted ?? firstOpen()
  const shot = async (photo: Blob, from: 'camera' | 'file') => {
    setNow({ is: 'reading' })
    try {
      setNow(await take(photo, from, await openReader(), aim))
    } catch {
      setNow({ is: 'not kept' })
    }
  }
  const count = taken()
  const whole = count.taken === count.all && now.is !== 'twice' && now.is !== 'unread'
  const looking = now.is === 'looking' || (now.is === 'kept' && !whole)
  return (
    <Page
      title={whole && !wanted ? c('allTaken') : c('title')}
      under={<p class="under">{aim && !whole ? aimWords(aim, count.all - count.taken) : ''}</p>}
      back={() => go()}
      kind="capture"
      action={<After now={now} whole={whole} set={setNow} />}
    >
      <Told now={now} />
      <Live looking={looking} shot={(photo, from) => void shot(photo, from)} />
    </Page>
  )
}

function firstOpen(): Wanted | null {
  for (const sheet of sheets.value) {
    const page = pagesOf(sheet.contest).find((each) => pageState(sheet, each).is === 'not taken')
    if (page !== undefined) return { contest: sheet.contest.id, page }
  }
  return null
}

function aimWords(aim: Wanted, count: number): string {
  if (count > 1) return c('anyOrder', { count })
  return c('wanted', { contest: sheetOf(aim.contest)?.contest.name ?? '', page: aim.page })
}

function Told({ now }: { readonly now: Now }) {
  if (now.is === 'reading') return <p class="told" role="status">{c('reading')}</p>
  if (now.is === 'kept') {
    return (
      <p class="told good" role="status" data-kept={`${now.sheet.contest.id}/${now.page}`}>
        ✓ {c('keptOf', { contest: now.sheet.contest.name, page: now.page })}
      </p>
    )
  }
  if (now.is === 'twice') return <p class="told" role="alert">{c('twice')}</p>
  if (now.is === 'refused' || now.is === 'unread') return <p class="told problem" role="alert">{say(now.say)}</p>
  return now.is === 'not kept' ? <p class="told problem" role="alert">{say(FAULTS.notKept)}</p> : null
}

interface Then {
  readonly now: Now
  readonly whole: boolean
  readonly set: (now: Now) => void
}

function After({ now, whole, set }: Then) {
  const again = () => set({ is: 'looking' })
  if (now.is === 'twice') {
    const use = () => void now.use().then(() => set({ is: 'kept', sheet: now.sheet, page: now.page }), () => set({ is: 'not kept' }))
    return (
      <>
        <button type="button" class="main" onClick={use}>{c('useNew')}</button>
        <button type="button" class="quiet" onClick={again}>{c('useOld')}</button>
      </>
    )
  }
  if (now.is === 'unread') return <Unread now={now} set={set} again={again} />
  if (now.is === 'refused' || now.is === 'not kept') {
    return <button type="button" class="main" onClick={again}>{c('again')}</button>
  }
  return whole ? <button type="button" class="main" onClick={toCheck}>{c('toCheck')}</button> : null
}

function toCheck(): void {
  const step = next()
  if (step.do === 'check') go('periksa', step.contest, String(step.page))
  else go()
}

interface NotRead {
  readonly now: Extract<Taken, { is: 'unread' }>
  readonly set: (now: Now) => void
  readonly again: () => void
}

/** A photo that cannot be read is taken again at best; where that does not help, it is kept and typed from the paper. */
function Unread({ now, set, again }: NotRead) {
  const keep = () => {
    const sheet = sheetOf(now.wanted.contest)
    void now.keep().then(
      () => sheet && set({ is: 'kept', sheet, page: now.wanted.page }),
      () => set({ is: 'not kept' }),
    )
  }
  return (
    <>
      <button type="button" class="main" onClick={again}>{c('again')}</button>
      <button type="button" class="quiet" onClick={keep}>
        {c('keepUnread', { page: now.wanted.page })}
      </button>
    </>
  )
}
