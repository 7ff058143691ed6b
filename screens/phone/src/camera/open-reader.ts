/**
 * The reader of this phone, opened once: the server's own networks in a worker, or hands and eyes where it cannot run.
 *
 * In: the forms of the station's packet, the files of the precache. Out: a `PageReader`. Invariant: what this phone
 * reads is what the server would read; where the worker fails once, the person can go on by hand.
 */

import page from '../../../../models/page.onnx?url'
import tally from '../../../../models/tally.onnx?url'
import lines from '../../../../models/words.onnx?url'
import fitted from '../../../../models/fitted.json'
import words from '../../../../src/sirekap/forms/apriltag_36h10.txt?url'
import qr from 'zxing-wasm/reader/zxing_reader.wasm?url'
import { sayDoubt, sayRefusal } from '@sirekap/kit/reading/doubt'
import { sayAdvice } from '@sirekap/kit/reading/guide-words'
import { openPhoneReader, type PhoneReader } from '@sirekap/kit/reading/phone-reader'
import type { Form } from '@sirekap/kit/reading/form'
import type { PageReading } from '@sirekap/kit/reading/read-page'
import ReadingWorker from '@sirekap/kit/reading/worker?worker'
import type { Say } from '@sirekap/kit/language'
import type { Quad } from '@sirekap/kit/place'
import { packet } from '../desk'
import type { SeenOnPage } from '../keep/model'
import { FAULTS } from '../words/faults'
import { byHand } from './by-hand'
import type { PageReader, Seen } from './reader'

let opening: Promise<PageReader> | null = null

export function openReader(): Promise<PageReader> {
  opening ??= open().catch(() => byHand)
  return opening
}

async function open(): Promise<PageReader> {
  const bytes = async (address: string) => new Uint8Array(await (await fetch(address)).arrayBuffer())
  const listed = fetch(words).then((each) => each.text())
  const [pageBytes, tallyBytes, lineBytes, list] = await Promise.all([bytes(page), bytes(tally), bytes(lines), listed])
  const forms = [...(packet.value?.formOf.values() ?? [])] as unknown as readonly Form[]
  // The runtime finds its own program beside the worker where no folder is named.
  const files = { page: pageBytes, tally: tallyBytes, lines: lineBytes, wasm: '', qr: new URL(qr, location.href).href }
  const equipment = { forms, words: list, fitted, ...files }
  return readerOf(await openPhoneReader(new ReadingWorker(), equipment))
}

function readerOf(phone: PhoneReader): PageReader {
  return {
    async look(frame) {
      const plain = { data: frame.data as Uint8ClampedArray<ArrayBuffer>, width: frame.width, height: frame.height }
      const advice = await phone.look(plain, performance.now())
      const say: Say = { id: sayAdvice(advice, 'id'), en: sayAdvice(advice, 'en') }
      const { form, page } = advice
      return { good: advice.code === 'good', say, page: advice.quad, of: form !== null && page !== null ? { form, page } : null }
    },
    read: async (photo) => seenOf(await phone.read(photo)),
    async rendition(photo) {
      const made = await phone.render(photo)
      if ('refused' in made) throw new TypeError(made.refused)
      return made
    },
  }
}

function seenOf(reading: PageReading): Seen {
  const { refused } = reading
  if (refused) return { refused: both((language) => sayRefusal(refused.code, refused.corners, language)) }
  if (!reading.identity) return { refused: FAULTS.notOurPage }
  const { form, page: number, station } = reading.identity
  const fields: Record<string, SeenOnPage> = {}
  for (const { name, value, probability, accepted, boxes, why, area } of reading.fields) {
    const doubts = why.map((doubt) => both((language) => sayDoubt(doubt, language)))
    fields[name] = { value, probability, accepted, boxes, why: doubts, area: area as Quad }
  }
  return { form, page: number, station, fields }
}

const both = (write: (language: 'id' | 'en') => string): Say => ({ id: write('id'), en: write('en') })
