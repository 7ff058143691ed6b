/** The words of practising on a sample form. */

import { speaks } from './speak'

export const p = speaks({
  title: { id: 'Latihan dengan contoh', en: 'Practise on a sample' },
  what: {
    id: 'Contoh C.HASIL yang sudah diisi untuk TPS ini. Cetak, atau tunjukkan di layar lain lalu foto dengan ponsel ini, atau langsung pakai sebagai foto.',
    en: 'Filled sample pages of the C.HASIL for this station. Print them, or show them on another screen and photograph that with this phone, or use them as photos at once.',
  },
  show: { id: 'Tunjukkan di layar ini', en: 'Show on this screen' },
  hide: { id: 'Tutup contoh', en: 'Hide the sample' },
  save: { id: 'Simpan gambar untuk dicetak', en: 'Save pictures for printing' },
  use: { id: 'Pakai sebagai foto', en: 'Use as photos' },
  making: { id: 'Halaman {page} dari {all} …', en: 'Page {page} of {all} …' },
  page: { id: 'Contoh halaman {page}', en: 'Sample of page {page}' },
  nextPage: { id: 'Halaman berikut', en: 'Next page' },
  taken: { id: '{count} halaman contoh tersimpan. Kembali ke beranda untuk memeriksanya.', en: '{count} sample pages are kept. Go back to the home screen to check them.' },
  useOne: { id: 'Pakai halaman {page} sebagai foto', en: 'Use page {page} as a photo' },
  takenOne: { id: 'Halaman contoh {page} tersimpan.', en: 'Sample page {page} is kept.' },
  notMade: { id: 'Contoh tidak dapat dibuat di ponsel ini. Cetak contoh di kantor PPK.', en: 'The sample cannot be made on this phone. Have one printed at the PPK.' },
})
