/**
 * What the camera's screens ask of the reader, whatever stands behind it.
 *
 * In: a frame or a photo. Out: what to do better, or the page that was recognised with every number on it. Invariant:
 * a page is told by what is printed on it, never by the order in which it was photographed.
 */

import type { Say } from '@sirekap/kit/language'
import type { Quad } from '@sirekap/kit/place'
import type { SeenOnPage } from '../keep/model'

export interface Look {
  /** The picture is good enough to be taken. */
  readonly good: boolean
  readonly say: Say
  /** Where the page lies, in fractions of the frame. */
  readonly page: Quad | null
  /** Which page of which form it is, where the marks told. */
  readonly of: PageName | null
}

export interface PageName {
  /** The form's hash. */
  readonly form: string
  readonly page: number
}

export type Seen =
  | { readonly refused: Say }
  | {
      readonly form: string
      readonly page: number
      /** The station printed on the page; null on a generic form. */
      readonly station: string | null
      readonly fields: Readonly<Record<string, SeenOnPage>>
    }

export interface Rendition {
  readonly jpeg: ArrayBuffer
  readonly sha256: string
}

export interface PageReader {
  look(frame: ImageData): Promise<Look>
  read(photo: Blob): Promise<Seen>
  /** The file that will be published: small, and telling nothing but the picture. */
  rendition(photo: Blob): Promise<Rendition>
}
