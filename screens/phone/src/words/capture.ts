/** The words of the camera. */

import type { Say } from '@sirekap/kit/language'
import { speaks } from './speak'

/** Said over the live picture of a page that is held already. */
export const HAVE: Say = {
  id: 'Halaman {page} sudah ada. Tunjukkan halaman lain',
  en: 'Page {page} is here already. Show another page',
}

export const c = speaks({
  title: { id: 'Foto halaman', en: 'Photograph pages' },
  wanted: { id: '{contest}, halaman {page}', en: '{contest}, page {page}' },
  anyOrder: { id: 'Urutan bebas: halaman dikenali sendiri. Masih {count} halaman.', en: 'Any order: pages are recognised. {count} pages to go.' },
  camera: { id: 'Gambar kamera', en: 'Camera picture' },
  shoot: { id: 'Ambil foto', en: 'Take the photo' },
  file: { id: 'Pilih foto dari berkas', en: 'Choose a photo from a file' },
  otherCamera: { id: 'Foto dengan kamera ponsel', en: 'Use the phone’s camera' },
  qrFromFile: { id: 'Atau pilih gambar QR dari berkas', en: 'Or choose a picture of the QR from a file' },
  fit: { id: 'Penuhi bingkai dengan satu halaman', en: 'Fill the frame with one page' },
  keeping: { id: 'Menyimpan foto …', en: 'Keeping the photo …' },
  reading: { id: 'Membaca angka …', en: 'Reading the numbers …' },
  kept: { id: 'Halaman {page} tersimpan.', en: 'Page {page} is kept.' },
  keptOf: { id: '{contest}: halaman {page} tersimpan.', en: '{contest}: page {page} is kept.' },
  notRead: {
    id: 'Foto tersimpan, tetapi angkanya tidak terbaca. Foto ulang, atau ketik angkanya saat memeriksa.',
    en: 'The photo is kept, but its numbers cannot be read. Take it again, or type the numbers when checking.',
  },
  again: { id: 'Foto ulang', en: 'Take it again' },
  keepUnread: { id: 'Simpan sebagai halaman {page}, ketik angkanya', en: 'Keep as page {page} and type the numbers' },
  nextPage: { id: 'Lanjut', en: 'Continue' },
  twice: {
    id: 'Halaman ini sudah difoto. Foto lama tetap disimpan; yang dibaca foto yang mana?',
    en: 'This page was photographed before. The old photo stays kept; which one shall be read?',
  },
  useNew: { id: 'Pakai foto baru', en: 'Use the new photo' },
  useOld: { id: 'Tetap foto lama', en: 'Keep the old photo' },
  allTaken: { id: 'Semua halaman sudah difoto', en: 'All pages are photographed' },
  toCheck: { id: 'Periksa angka', en: 'Check the numbers' },
  light: { id: 'Lampu', en: 'Lamp' },
})
