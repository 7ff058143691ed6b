// A bare page that holds the phone's reader, for tests and measurements in a real browser; it is no part of the app.
//
// In: calls from a test. Out: what the reader says, as plain JSON. The reader runs in its worker as in the app, and
// once more on the page itself, because a browser's throttling slows the page alone. Until that is asked for the page
// holds what the app holds.

import { FIRST_GLIMPSE, guide } from '../src/reading/guide.ts'
import type { Advice, Glimpse } from '../src/reading/guide.ts'
import { findTags } from '../src/reading/find-tags.ts'
import { fusePage } from '../src/reading/fuse.ts'
import { formSet, likeliest } from '../src/reading/identify.ts'
import type { FormSet } from '../src/reading/identify.ts'
import { layFields } from '../src/reading/lay-fields.ts'
import { layFlat } from '../src/reading/lay-flat.ts'
import type { Equipment, Frame } from '../src/reading/messages.ts'
import { openNetworks } from '../src/reading/networks.ts'
import { readPageCode } from '../src/reading/page-code.ts'
import { openPhoneReader } from '../src/reading/phone-reader.ts'
import type { PhoneReader } from '../src/reading/phone-reader.ts'
import { greyPixels } from '../src/reading/pictures.ts'
import { openQrReader } from '../src/reading/qr.ts'
import { refuseUnclear } from '../src/reading/quality.ts'
import { greyOf } from '../src/reading/raster.ts'
import { readPage } from '../src/reading/read-page.ts'
import type { PageReading, Reader } from '../src/reading/read-page.ts'
import { scoreMarks } from '../src/reading/score-marks.ts'

interface Stage {
  open(): Promise<void>
  read(photo: string): Promise<object>
  render(photo: string): Promise<object>
  /** Frames one after the other, as if so many milliseconds lay between them. */
  advise(frames: readonly string[], apart: number): Promise<readonly Advice[]>
  /** The same on the page itself, with milliseconds. */
  readHere(photo: string): Promise<object>
  adviseHere(frame: string, times: number): Promise<number>
  /** The milliseconds of each step of reading a photo on the page itself, each on what those before it give. */
  stepsHere(photo: string): Promise<Record<string, number>>
}

/** Pixels along the longer side of a live frame. */
const FRAME = 800
let phone: PhoneReader
let equipment: Equipment
let reader: Promise<Reader> | null = null
let forms: FormSet
let glimpse: Glimpse = FIRST_GLIMPSE
/** Milliseconds at which the last frame for the worker was taken. */
let clock = 0

const bytes = async (path: string): Promise<Uint8Array> => new Uint8Array(await (await fetch(path)).arrayBuffer())
const text = async (path: string): Promise<string> => (await fetch(path)).text()
const file = async (path: string): Promise<Blob> => (await fetch(path)).blob()

const readerHere = (): Promise<Reader> => reader ??= openReaderHere()

async function openReaderHere(): Promise<Reader> {
  const { fitted, qr } = equipment
  return { networks: await openNetworks(equipment, fitted.temperature), fitted, qr: openQrReader({ wasm: qr }) }
}

function plain({ fields, ...reading }: PageReading): object {
  return {
    ...reading,
    fields: fields.map(({ evidence, ...field }) => ({ ...field, evidence: Object.fromEntries(evidence) })),
  }
}

async function frameOf(path: string): Promise<Frame> {
  const picture = await createImageBitmap(await file(path))
  const scale = FRAME / Math.max(picture.width, picture.height)
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale))
  const pen = canvas.getContext('2d')
  if (pen === null) throw new TypeError('no canvas')
  pen.imageSmoothingQuality = 'high'
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height)
  return { data, width: canvas.width, height: canvas.height }
}

const stage: Stage = {
  async open() {
    const told = JSON.parse(await text('/forms.json')) as { hash: string, form: string }[]
    equipment = {
      forms: told.map(({ hash, form }) => ({ ...JSON.parse(form), hash })),
      words: await text('/words.txt'),
      fitted: JSON.parse(await text('/models/fitted.json')),
      page: await bytes('/models/page.onnx'),
      tally: await bytes('/models/tally.onnx'),
      lines: await bytes('/models/words.onnx'),
      wasm: new URL('/runtime/', location.href).href,
      qr: '/qr/zxing_reader.wasm',
    }
    const worker = new Worker(new URL('../src/reading/worker.ts', import.meta.url), { type: 'module' })
    phone = await openPhoneReader(worker, equipment)
    forms = formSet(equipment.forms, equipment.words)
  },
  async read(photo) {
    return plain(await phone.read(await file(photo)))
  },
  async render(photo) {
    const made = await phone.render(await file(photo))
    if ('refused' in made) return made
    const letters = [...new Uint8Array(made.jpeg)].map((each) => String.fromCharCode(each)).join('')
    return { ...made, jpeg: btoa(letters) }
  },
  async advise(frames, apart) {
    const told: Advice[] = []
    for (const each of frames) told.push(await phone.look(await frameOf(each), clock += apart))
    return told
  },
  async readHere(photo) {
    const here = await readerHere()
    const blob = await file(photo)
    const began = performance.now()
    const pixels = await greyPixels(blob)
    const unpacked = performance.now()
    const reading = await readPage(pixels, forms, here)
    return { ...plain(reading), unpacking: (unpacked - began) / 1000, whole: (performance.now() - began) / 1000 }
  },
  async stepsHere(photo) {
    const here = await readerHere()
    const blob = await file(photo)
    const taken: Record<string, number> = {}
    const timed = async <Found>(step: string, work: () => Found | Promise<Found>): Promise<Found> => {
      const began = performance.now()
      const found = await work()
      taken[step] = performance.now() - began
      return found
    }
    const pixels = await timed('unpack', () => greyPixels(blob))
    await timed('judge_clarity', () => refuseUnclear(pixels))
    const seen = await timed('find_tags', () => findTags(pixels, forms.codes, forms.whole))
    const sheet = likeliest(forms, seen)[0]
    if (sheet === undefined) return taken
    const flat = await timed('lay_flat', () => layFlat(sheet.page, seen))
    await timed('read_code', () => readPageCode(pixels, sheet.page, flat.matrix, here.qr))
    const places = await timed('lay_fields', () => layFields(pixels, sheet.page, flat))
    const marks = await timed('score_marks', () => scoreMarks(pixels, sheet.page, places, here.networks, here.fitted))
    const agreements = new Map([...places].map(([name, place]) => [name, place.agreement]))
    await timed('join', () => fusePage(marks, agreements, sheet.form.identities, here.fitted))
    return taken
  },
  async adviseHere(path, times) {
    const frame = await frameOf(path)
    const began = performance.now()
    for (let time = 0; time < times; time++) {
      glimpse = guide(greyOf(frame.data, frame.width, frame.height), forms, glimpse, performance.now()).glimpse
    }
    return (performance.now() - began) / times
  },
}

Object.assign(window, { stage })
