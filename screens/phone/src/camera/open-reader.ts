/** The reader of this phone, opened once: the model where the browser can run it, else hands and eyes. */

import { byHand } from './by-hand'
import type { PageReader } from './reader'

let opening: Promise<PageReader> | null = null

export function openReader(): Promise<PageReader> {
  opening ??= Promise.resolve(byHand)
  return opening
}
