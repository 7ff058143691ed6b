/** The words of the first screen, which is loaded before everything else. */

import { fill, say, type Say } from '@sirekap/kit/language'

const FIRST = {
  what: {
    id: 'Foto C.HASIL, periksa angkanya, tanda tangani, kirim. Tetap bekerja tanpa sinyal.',
    en: 'Photograph the C.HASIL, check the numbers, sign, send. Works without a signal.',
  },
  fetching: { id: 'Memasang ke ponsel: {share}%', en: 'Installing on the phone: {share}%' },
  ready: { id: 'Terpasang. Bisa dipakai tanpa sinyal.', en: 'Installed. Works without a signal.' },
  unsupported: {
    id: 'Peramban ini tidak dapat memasang Sirekap. Buka dengan Chrome, Firefox atau Safari yang baru, bukan jendela pribadi.',
    en: 'This browser cannot install Sirekap. Open it with a recent Chrome, Firefox or Safari, not in a private window.',
  },
  failed: {
    id: 'Belum terpasang: sambungan terputus. Cari sinyal, lalu buka lagi halaman ini; yang sudah diambil tidak diulang.',
    en: 'Not installed yet: the connection broke. Find a signal and open this page again; what was fetched is not fetched twice.',
  },
  loadFails: {
    id: 'Bagian berikut tidak dapat dimuat. Periksa sambungan, lalu coba lagi.',
    en: 'The next part cannot be loaded. Check the connection, then try again.',
  },
  again: { id: 'Coba lagi', en: 'Try again' },
} as const satisfies Record<string, Say>

export const first = (word: keyof typeof FIRST, values: Readonly<Record<string, string>> = {}): string =>
  fill(say(FIRST[word]), values)
