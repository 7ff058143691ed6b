// What the page and the reading worker say to each other.
//
// In and out: these messages alone, each answered once, by number. Invariant: everything in them can be cloned.

import type { Advice } from './guide.ts'
import type { Fitted } from './fitted.ts'
import type { Form } from './form.ts'
import type { PageReading } from './read-page.ts'
import type { Rendition } from './pictures.ts'
import type { RefusalCode } from './refuse.ts'

/** What reading needs, from the precache and the station's packet. */
export interface Equipment {
  /** The station's forms, each with its hash. */
  readonly forms: readonly Form[]
  /** The list of the tag family's code words, apriltag_36h10.txt. */
  readonly words: string
  /** models/fitted.json. */
  readonly fitted: Fitted
  /** page.onnx, tally.onnx and words.onnx. */
  readonly page: Uint8Array
  readonly tally: Uint8Array
  readonly lines: Uint8Array
  /** Where the runtime's wasm file lies: a folder's address with a slash at its end; empty where it lies beside. */
  readonly wasm: string
  /** The address of zxing_reader.wasm. */
  readonly qr: string
}

/** A live frame as a canvas gives it. */
export interface Frame {
  readonly data: Uint8ClampedArray<ArrayBuffer>
  readonly width: number
  readonly height: number
}

export type Ask =
  | { readonly do: 'open', readonly equipment: Equipment }
  | { readonly do: 'look', readonly frame: Frame, readonly at: number }
  | { readonly do: 'read', readonly photo: Blob }
  | { readonly do: 'read_frame', readonly frame: Frame }
  | { readonly do: 'render', readonly photo: Blob }

export interface Answers {
  readonly open: null
  readonly look: Advice
  readonly read: PageReading
  readonly read_frame: PageReading
  readonly render: Rendition | { readonly refused: RefusalCode }
}

export interface Numbered {
  readonly number: number
  readonly ask: Ask
}

export type Reply =
  | { readonly number: number, readonly answer: Answers[keyof Answers] }
  | { readonly number: number, readonly fault: string }
