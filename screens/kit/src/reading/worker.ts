// The reading worker: opens the networks once, then looks, reads and renders as it is asked, one after the other.
//
// In: `Numbered` messages. Out: one `Reply` each. Invariant: a photo that cannot be read is an answer, not a fault; a
// fault is one of the program, and the page tells it.

import { FIRST_GLIMPSE, guide } from './guide.ts'
import type { Glimpse } from './guide.ts'
import { formSet } from './identify.ts'
import type { FormSet } from './identify.ts'
import type { Answers, Ask, Equipment, Frame, Numbered, Reply } from './messages.ts'
import { openNetworks } from './networks.ts'
import { greyPixels, renditionOf } from './pictures.ts'
import { openQrReader } from './qr.ts'
import { greyOf } from './raster.ts'
import type { Grey } from './raster.ts'
import { readPage } from './read-page.ts'
import type { PageReading, Reader } from './read-page.ts'
import { RefusedError } from './refuse.ts'
import { warm } from './warm.ts'

interface Opened {
  readonly forms: FormSet
  readonly reader: Reader
}

let opened: Opened | null = null
let glimpse: Glimpse = FIRST_GLIMPSE
/** Messages wait for each other: a phone's memory holds one photo at a time. */
let before: Promise<void> = Promise.resolve()
let waiting = 0
/** Pages that the program is warmed up with, and the pause in which somebody may ask for something, milliseconds. */
const WARMED = 3
const PAUSE = 400

addEventListener('message', ({ data }: MessageEvent<Numbered>) => {
  waiting++
  before = before.then(() => answer(data)).then(() => { waiting-- })
})

async function answer({ number, ask }: Numbered): Promise<void> {
  let reply: Reply
  try {
    reply = { number, answer: await done(ask) }
  } catch (error) {
    reply = { number, fault: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
  }
  postMessage(reply)
}

async function done(ask: Ask): Promise<Answers[keyof Answers]> {
  switch (ask.do) {
    case 'open':
      opened = await open(ask.equipment)
      warmUp(opened, WARMED)
      return null
    case 'look':
      return look(ask.frame, ask.at)
    case 'read':
      return readFile(ask.photo)
    case 'read_frame':
      return read(greyed(ask.frame))
    case 'render':
      return render(ask.photo)
  }
}

async function open({ forms, words, fitted, page, tally, lines, wasm, qr }: Equipment): Promise<Opened> {
  const networks = await openNetworks({ page, tally, lines, wasm }, fitted.temperature)
  return { forms: formSet(forms, words), reader: { networks, fitted, qr: openQrReader({ wasm: qr }) } }
}

/** Warms the program up page by page, while nobody asks for anything. */
function warmUp(held: Opened, left: number): void {
  const page = held.forms.pages.filter((each) => each.page.fields.length > 0)[WARMED - left]
  if (left === 0 || page === undefined || opened !== held) return
  setTimeout(() => {
    if (waiting > 0) {
      warmUp(held, left)
      return
    }
    before = before.then(() => warm(page, held.forms.codes, held.reader)).then(() => warmUp(held, left - 1))
  }, PAUSE)
}

function ready(): Opened {
  if (opened === null) throw new TypeError('open the reader first')
  return opened
}

function look(frame: Frame, at: number): Answers['look'] {
  const guided = guide(greyed(frame), ready().forms, glimpse, at)
  glimpse = guided.glimpse
  return guided.advice
}

async function readFile(photo: Blob): Promise<PageReading> {
  try {
    return await read(await greyPixels(photo))
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error
    return { refused: { code: error.code, corners: error.corners }, identity: null, fields: [], seconds: 0 }
  }
}

function read(photo: Grey): Promise<PageReading> {
  const { forms, reader } = ready()
  return readPage(photo, forms, reader)
}

async function render(photo: Blob): Promise<Answers['render']> {
  try {
    return await renditionOf(photo)
  } catch (error) {
    if (error instanceof RefusedError) return { refused: error.code }
    throw error
  }
}

function greyed({ data, width, height }: Frame): Grey {
  return greyOf(data, width, height)
}
