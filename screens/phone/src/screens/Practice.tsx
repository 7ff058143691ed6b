/**
 * Practising the whole flow without a wall of paper: filled sample pages of this station, made on the phone.
 *
 * Invariant: there are samples in an election of practice alone.
 */

import { useEffect, useState } from 'preact/hooks'
import { openReader } from '../camera/open-reader'
import { full, packet, sheets, type Sheet } from '../desk'
import { pagesOf } from '../keep/packet'
import { Page } from '../parts/Page'
import { samplePage } from '../practice/sample-page'
import { go } from '../route'
import { saveFile } from '../acts/copy-out'
import { take } from '../acts/take'
import { p } from '../words/practice'
import { NotFound } from './NotFound'

export function Practice() {
  if (!packet.value?.election.practice) return <NotFound />
  return (
    <Page title={p('title')} back={() => go('bantuan')}>
      <p class="lead">{p('what')}</p>
      {sheets.value.map((sheet) => (
        <Samples key={sheet.contest.id} sheet={sheet} />
      ))}
    </Page>
  )
}

/** Makes the sample of every page in turn, and hands each on. */
async function each(sheet: Sheet, say: (words: string) => void, hand: (file: File) => Promise<unknown> | void): Promise<number> {
  const pages = pagesOf(sheet.contest)
  for (const [at, page] of pages.entries()) {
    say(p('making', { page: at + 1, all: pages.length }))
    if (packet.value) await hand(await samplePage(packet.value, sheet, page))
  }
  return pages.length
}

/** Takes a sample as if it had been photographed; a newer one in place of an older. */
async function use(file: File): Promise<void> {
  const made = await take(file, 'file', await openReader(), null)
  if (made.is === 'twice') await made.use()
  else if (made.is !== 'kept') throw new TypeError('not read')
}

function Samples({ sheet }: { readonly sheet: Sheet }) {
  const [said, setSaid] = useState('')
  const [busy, setBusy] = useState(false)
  const [shown, setShown] = useState(false)
  const run = async (hand: (file: File) => Promise<unknown> | void, done: (count: number) => string) => {
    setBusy(true)
    try {
      setSaid(done(await each(sheet, setSaid, hand)))
    } catch {
      // A full phone is spoken of at the top of the screen.
      setSaid(full.value ? '' : p('notMade'))
    }
    setBusy(false)
  }
  return (
    <section>
      <h2>{sheet.contest.name}</h2>
      <p class="side">
        <button type="button" class="quiet" disabled={busy} onClick={() => void run(use, (count) => p('taken', { count }))}>
          {p('use')}
        </button>
        <button type="button" class="quiet" disabled={busy} onClick={() => void run(saveFile, () => '')}>
          {p('save')}
        </button>
        <button type="button" class="quiet" onClick={() => setShown(!shown)}>
          {shown ? p('hide') : p('show')}
        </button>
      </p>
      <p role="status">{said}</p>
      {shown && <Shown sheet={sheet} done={(page) => setSaid(p('takenOne', { page }))} />}
    </section>
  )
}

/** One page at a time, as wide as the screen. */
function Shown({ sheet, done }: { readonly sheet: Sheet; readonly done: (page: number) => void }) {
  const pages = pagesOf(sheet.contest)
  const [at, setAt] = useState(0)
  const [shown, setShown] = useState<{ readonly file: File; readonly address: string } | null>(null)
  const page = pages[at] ?? 1
  useEffect(() => {
    let made: string | null = null
    let wanted = true
    if (packet.value) {
      void samplePage(packet.value, sheet, page).then((file) => {
        if (!wanted) return
        made = URL.createObjectURL(file)
        setShown({ file, address: made })
      })
    }
    return () => {
      wanted = false
      if (made) URL.revokeObjectURL(made)
    }
  }, [sheet, page])
  return (
    <>
      {shown && <img class="handed" src={shown.address} alt={p('page', { page })} />}
      <p class="side">
        <button type="button" class="quiet" disabled={!shown} onClick={() => shown && void use(shown.file).then(() => done(page))}>
          {p('useOne', { page })}
        </button>
        <button type="button" class="quiet" onClick={() => setAt((at + 1) % pages.length)}>
          {p('nextPage')}
        </button>
      </p>
    </>
  )
}
