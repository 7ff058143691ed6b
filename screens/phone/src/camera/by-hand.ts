/**
 * What is left where a phone cannot run the reader: the person holds the camera and types the numbers.
 *
 * In: photos. Out: the rendition that is published, and word that nothing was read. A claim made so is marked as typed
 * without the reader.
 */

import { renditionOf } from '@sirekap/kit/reading/pictures'
import type { Look, PageReader, Seen } from './reader'

const HOLD: Look = {
  good: false,
  say: { id: 'Penuhi bingkai dengan satu halaman, lalu tekan Ambil foto', en: 'Fill the frame with one page, then press Take the photo' },
  page: null,
  of: null,
}

const UNREAD: Seen = {
  refused: {
    id: 'Ponsel ini tidak dapat membaca angkanya. Simpan fotonya, lalu ketik angkanya dari kertas.',
    en: 'This phone cannot read the numbers. Keep the photo and type the numbers from the paper.',
  },
}

export const byHand: PageReader = {
  look: async () => HOLD,
  read: async () => UNREAD,
  rendition: renditionOf,
}
