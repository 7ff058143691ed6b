/**
 * The camera: the form's outline, what to do in words, and the photo taken by itself when it is good.
 *
 * In: the live picture, or a file. Out: pages kept, in any order, until all are there. Invariant: nothing is called kept
 * before it is on the flash.
 */

import { useState } from 'preact/hooks'
import { say, type Say } from '@sirekap/kit/language'
import { openReader } from '../camera/open-reader'
import type { PageName } from '../camera/reader'
import { pageWork, sheetOf, sheets } from '../desk'
import { Live } from '../parts/Live'
import { Page } from '../parts/Page'
import { go } from '../route'
import { next, pageState, taken } from '../acts/progress'
import { pagesOf } from '../keep/packet'
import { named, take, type Taken, type Wanted } from '../acts/take'
import { HAVE, c } from '../words/capture'

type Now = Taken | { readonly is: 'looking' } | { readonly is: 'reading' } | { readonly is: 'not kept' }

const LOOKING: ReadonlySet<Now['is']> = new Set(['looking', 'kept', 'refused', 'unread'])

export function Capture({ wanted }: { readonly wanted: Wanted | null }) {
  const [now, setNow] = useState<Now>({ is: 'looking' })
  const aim = wanted ?? firstOpen()
  const shot = async (photo: Blob, from: 'camera' | 'file') => {
    setNow({ is: 'reading' })
    try {
      const made = await take(photo, from, await openReader(), aim)
      // The hand went on to a page that is held while the shutter closed: nothing to ask, look on.
      const spare = made.is === 'twice' && from === 'camera' && wanted === null
      setNow(spare ? { is: 'refused', say: named(HAVE, { page: String(made.page) }) } : made)
    } catch {
      setNow({ is: 'not kept' })
    }
  }
  const count = taken()
  const whole = count.taken === count.all && (wanted === null || now.is === 'kept') && now.is !== 'twice' && now.is !== 'unread'
  // What was refused is looked at again at once: the sentence says what to do, and no tap is needed.
  const looking = !whole && LOOKING.has(now.is)
  return (
    <Page
      title={whole ? c('allTaken') : c('title')}
      under={<p class="under">{aim && !whole ? aimWords(aim, count.all - count.taken) : ''}</p>}
      back={() => go()}
      kind="capture"
      action={<After now={now} whole={whole} set={setNow} />}
    >
      <Told now={now} />
      {whole ? null : <Live looking={looking} shot={(photo, from) => void shot(photo, from)} spare={(of) => spareWords(of, wanted)} />}
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

/** A page that is held already is passed over in the live picture, unless it is the one to be taken again. */
function spareWords({ form, page }: PageName, wanted: Wanted | null): Say | null {
  const sheet = sheets.value.find((each) => each.contest.form.hash === form)
  if (!sheet || !pageWork(sheet.contest.id, page)) return null
  if (wanted?.contest === sheet.contest.id && wanted.page === page) return null
  return named(HAVE, { page: String(page) })
}

function aimWords(aim: Wanted, count: number): string {
  if (count > 1) return c('anyOrder', { count })
  return c('wanted', { contest: sheetOf(aim.contest)?.contest.name ?? '', page: aim.page })
}

function Told({ now }: { readonly now: Now }) {
  if (now.is === 'reading') return <p class="told" role="status">{c('reading')}</p>
  if (now.is === 'kept') {
    return (
      <p class="told good" role="status" data-kept={`${now.sheet.contest.id}/${now.page}`} data-photo={pageWork(now.sheet.contest.id, now.page)?.photo}>
        ✓ {c('keptOf', { contest: now.sheet.contest.name, page: now.page })}
      </p>
    )
  }
  if (now.is === 'twice') return <p class="told" role="alert">{c('twice')}</p>
  return now.is === 'refused' || now.is === 'unread' ? <p class="told problem" role="alert">{say(now.say)}</p> : null
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
  if (now.is === 'unread') return <Unread now={now} set={set} />
  if (now.is === 'not kept') {
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
}

/** A photo that cannot be read is taken again at best; where that does not help, it is kept and typed from the paper. */
function Unread({ now, set }: NotRead) {
  const keep = () => {
    const sheet = sheetOf(now.wanted.contest)
    void now.keep().then(
      () => sheet && set({ is: 'kept', sheet, page: now.wanted.page }),
      () => set({ is: 'not kept' }),
    )
  }
  return (
    <button type="button" class="quiet" onClick={keep}>
      {c('keepUnread', { page: now.wanted.page })}
    </button>
  )
}
