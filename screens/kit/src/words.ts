/** The words of the parts that all pages share. */

import { fill, say, type Say } from './language'

export const KIT_WORDS = {
  language: { id: 'Bahasa', en: 'Language' },
  here: { id: 'Anda di sini', en: 'You are here' },
  close: { id: 'Tutup', en: 'Close' },
  larger: { id: 'Perbesar', en: 'Zoom in' },
  smaller: { id: 'Perkecil', en: 'Zoom out' },
  turn: { id: 'Putar', en: 'Turn' },
  file: { id: 'Buka berkas foto', en: 'Open the photo file' },
  photoFails: {
    id: 'Foto tidak dapat dimuat. Periksa sambungan, lalu muat ulang halaman.',
    en: 'The photo cannot be loaded. Check the connection, then reload the page.',
  },
  tools: { id: 'Alat foto', en: 'Photo tools' },
} as const satisfies Record<string, Say>

export const kit = (word: keyof typeof KIT_WORDS, values: Readonly<Record<string, string>> = {}): string =>
  fill(say(KIT_WORDS[word]), values)
