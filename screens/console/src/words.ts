/** Every sentence of the desk, in both languages; the compiler sees that none is missing. */

import type { Say } from '@sirekap/kit/language'
import type { Ask } from './api'

export const WORDS = {
  title: { id: 'Meja pemeriksaan', en: 'Checking desk' },
  practice: { id: 'Data C.HASIL, bukan hasil resmi', en: 'C.HASIL data, not an official result' },
  signOut: { id: 'Keluar', en: 'Sign out' },
  stations: { id: 'TPS di wilayah Anda', en: 'Stations in your area' },
  noStations: { id: 'Belum ada TPS di wilayah akun ini.', en: 'No station lies within this account’s area.' },
  waiting: { id: 'menunggu Anda', en: 'waiting for you' },
  nothingWaiting: { id: 'Tidak ada yang menunggu Anda.', en: 'Nothing waits for you.' },
  photos: { id: 'foto', en: 'photos' },
  loading: { id: 'Memuat …', en: 'Loading …' },
  back: { id: 'Semua TPS', en: 'All stations' },
  listed: { id: 'Pemilih dalam DPT', en: 'Voters on the list (DPT)' },
  delivered: { id: 'Surat suara dikirim', en: 'Ballots delivered' },
  pages: { id: 'Foto halaman', en: 'Page photos' },
  page: { id: 'Halaman', en: 'Page' },
  unknownPage: { id: 'Halaman belum dikenali', en: 'Page not recognised' },
  withdrawn: { id: 'ditarik', en: 'withdrawn' },
  noPhotos: {
    id: 'Belum ada foto. Foto semua halaman C.HASIL sebelum kotak suara disegel.',
    en: 'No photo yet. Photograph every page of C.HASIL before the box is sealed.',
  },
  sendPhoto: { id: 'Kirim foto halaman', en: 'Send a page photo' },
  sending: { id: 'Mengirim …', en: 'Sending …' },
  reading: { id: 'Foto diterima dan sedang dibaca.', en: 'The photo was received and is being read.' },
  withdraw: { id: 'Tarik foto', en: 'Withdraw photo' },
  numbers: { id: 'Angka di kertas', en: 'Numbers on the paper' },
  blindIntro: {
    id: 'Ketik angka berikut dari fotonya. Isian orang lain sengaja tidak ditampilkan.',
    en: 'Type these numbers from their photos. What others typed is hidden on purpose.',
  },
  sure: { id: 'Terbaca jelas', en: 'Read clearly' },
  unsure: { id: 'Pembaca ragu', en: 'The reader is unsure' },
  unread: { id: 'Tidak terbaca', en: 'Not read' },
  noCrop: { id: 'Tidak ada foto bagian ini', en: 'No photo of this part' },
  machine: { id: 'Dibaca mesin', en: 'Read by machine' },
  emptyBox: { id: 'Kosong di kertas', en: 'Empty on the paper' },
  sendCheck: { id: 'Kirim pemeriksaan', en: 'Send check' },
  sendBlind: { id: 'Kirim isian kedua', en: 'Send second entry' },
  sendCorrection: { id: 'Kirim koreksi', en: 'Send correction' },
  correctHint: {
    id: 'Anda mengubah angka yang sudah diperiksa: tulis alasannya.',
    en: 'You changed numbers already checked: say why.',
  },
  reason: { id: 'Alasan', en: 'Reason' },
  reasonNeeded: { id: 'Tulis alasannya dahulu.', en: 'Write the reason first.' },
  wrongNumber: { id: 'Isi angka 0 sampai 999, atau tandai kosong.', en: 'Enter 0 to 999, or mark it empty.' },
  missing: { id: 'Masih ada angka yang belum diisi.', en: 'Some numbers are still missing.' },
  findings: { id: 'Yang tidak cocok di kertas', en: 'What does not add up on the paper' },
  neverFix: {
    id: 'Jangan mengubah angka agar jumlahnya cocok. Tulis apa yang ada di kertas.',
    en: 'Never change a number to make a sum right. Write what the paper says.',
  },
  history: { id: 'Riwayat', en: 'History' },
  changes: { id: 'Angkanya', en: 'The numbers' },
  sent: { id: 'Terkirim dan tersimpan.', en: 'Sent and kept.' },
  nothingAsked: { id: 'Tidak ada yang diminta dari Anda di TPS ini.', en: 'Nothing is asked of you at this station.' },
  left: { id: 'angka perlu dilihat', en: 'numbers to look at' },
  openPhoto: { id: 'Buka seluruh foto', en: 'Open the whole photo' },
  hidden: { id: 'Disembunyikan selama isian kedua', en: 'Hidden while a second entry is asked' },
  beingRead: { id: 'Sedang dibaca …', en: 'Being read …' },
  onPaper: { id: 'Dua orang membaca sama: kertas memang menulis demikian.', en: 'Two people read the same: the paper really says so.' },
  publicPage: { id: 'Halaman publik', en: 'Public page' },
} as const satisfies Record<string, Say>

export type Word = keyof typeof WORDS

export const ASKS: Readonly<Record<Exclude<Ask, null>, Say>> = {
  photograph: { id: 'Perlu difoto', en: 'Needs a photo' },
  confirm: { id: 'Cocokkan dengan foto', en: 'Compare with the photo' },
  check: { id: 'Periksa: pembaca ragu', en: 'Check: the reader is unsure' },
  blind: { id: 'Ketik tanpa melihat isian lain', en: 'Type without seeing other entries' },
  again: { id: 'Dua orang berbeda: ketik sekali lagi', en: 'Two people differ: type once more' },
  reason: { id: 'Beri alasan', en: 'Give a reason' },
}

export const STATES: Readonly<Record<string, Say>> = {
  expected: { id: 'Ditunggu', en: 'Expected' },
  photographed: { id: 'Difoto, sedang dibaca', en: 'Photographed, being read' },
  received: { id: 'Angka diterima, foto belum', en: 'Numbers received, photo missing' },
  read: { id: 'Terbaca, menunggu pemeriksaan', en: 'Read, waiting for a check' },
  checked: { id: 'Sedang diperiksa', en: 'Being checked' },
  doubtful: { id: 'Diragukan, perlu orang kedua', en: 'Doubtful, needs a second person' },
  confirmed: { id: 'Terkonfirmasi', en: 'Confirmed' },
  settled: { id: 'Ditetapkan pleno', en: 'Settled by the plenary' },
}

export const SECTIONS: Readonly<Record<'votes' | 'administration', Say>> = {
  votes: { id: 'Perolehan suara', en: 'Votes' },
  administration: { id: 'Pemilih, surat suara, jumlah', en: 'Voters, ballots, totals' },
}
