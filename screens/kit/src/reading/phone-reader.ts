// The page's side of the reading worker: asks, and waits for the answers.
//
// In: a worker that runs `worker.ts`, the equipment. Out: a `PhoneReader`. Invariant: answers go to who asked; a worker
// that dies fails whoever waits, and says so. Where a worker cannot draw, photos are unpacked on the page.

import type { Advice } from './guide.ts'
import type { Answers, Ask, Equipment, Frame, Reply } from './messages.ts'
import { LONG_SIDE, renditionOf } from './pictures.ts'
import type { Rendition } from './pictures.ts'
import type { PageReading } from './read-page.ts'
import { RefusedError } from './refuse.ts'
import type { RefusalCode } from './refuse.ts'

export interface PhoneReader {
  /** What to do with the camera, by a live frame and the milliseconds at which it was taken, of any clock that only goes
   * forward; a frame of 800 pixels along its longer side is enough. */
  look(frame: Frame, at: number): Promise<Advice>
  read(photo: Blob): Promise<PageReading>
  /** The file that is published. */
  render(photo: Blob): Promise<Rendition | { readonly refused: RefusalCode }>
  close(): void
}

interface Waiting {
  readonly done: (answer: never) => void
  readonly failed: (error: Error) => void
}

export async function openPhoneReader(worker: Worker, equipment: Equipment): Promise<PhoneReader> {
  const waiting = new Map<number, Waiting>()
  let count = 0
  worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
    const asked = waiting.get(data.number)
    waiting.delete(data.number)
    if ('fault' in data) asked?.failed(new Error(data.fault))
    else asked?.done(data.answer as never)
  })
  worker.addEventListener('error', (event) => {
    for (const each of waiting.values()) each.failed(new Error(event.message))
    waiting.clear()
  })
  const ask = <Kind extends Ask['do']>(asked: Extract<Ask, { do: Kind }>): Promise<Answers[Kind]> => {
    return new Promise((done, failed) => {
      const number = ++count
      waiting.set(number, { done, failed })
      worker.postMessage({ number, ask: asked })
    })
  }
  await ask({ do: 'open', equipment })
  const own = typeof OffscreenCanvas !== 'undefined'
  return {
    look: (frame, at) => ask({ do: 'look', frame, at }),
    read: async (photo) => (own ? ask({ do: 'read', photo }) : ask({ do: 'read_frame', frame: await onPage(photo) })),
    render: (photo) => (own ? ask({ do: 'render', photo }) : renderedHere(photo)),
    close: () => worker.terminate(),
  }
}

async function renderedHere(photo: Blob): Promise<Rendition | { readonly refused: RefusalCode }> {
  try {
    return await renditionOf(photo)
  } catch (error) {
    if (error instanceof RefusedError) return { refused: error.code }
    throw error
  }
}

/** Pixels of a file, drawn on the page. */
async function onPage(photo: Blob): Promise<Frame> {
  const picture = await createImageBitmap(photo, { imageOrientation: 'from-image' })
  const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  const pen = canvas.getContext('2d')
  if (pen === null) throw new TypeError('no canvas')
  pen.imageSmoothingQuality = 'high'
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height)
  return { data, width: canvas.width, height: canvas.height }
}
