/** The one-page guide, and what the program says of itself. */

import type { Say } from '@sirekap/kit/language'
import { speaks } from './speak'

export const GUIDE: readonly { readonly title: Say; readonly text: Say }[] = [
  {
    title: { id: '1. Sebelum kotak disegel: foto', en: '1. Before the box is sealed: photograph' },
    text: {
      id: 'Letakkan C.HASIL rata dan terang. Sentuh "Foto halaman". Ikuti kalimat di layar; foto diambil sendiri begitu baik. Urutan halaman bebas.',
      en: 'Lay the C.HASIL flat and in good light. Touch “Photograph pages”. Follow the sentence on the screen; the photo is taken by itself when it is good. Any order will do.',
    },
  },
  {
    title: { id: '2. Periksa', en: '2. Check' },
    text: {
      id: 'Angka yang diragukan ada paling atas, di samping potongan fotonya. Tulis yang tertulis di kertas. Jangan mengubah angka supaya jumlahnya cocok.',
      en: 'Doubtful numbers come first, beside their piece of the photo. Write what the paper says. Never change a number to make a sum right.',
    },
  },
  {
    title: { id: '3. Tanda tangani & simpan', en: '3. Sign and keep' },
    text: {
      id: 'Satu tanda tangan cukup untuk mengirim. Begitu layar berkata "Tersimpan", hasil tidak dapat hilang dari ponsel ini.',
      en: 'One signature is enough to send. Once the screen says “Kept”, the result is safe on this phone.',
    },
  },
  {
    title: { id: '4. Petugas kedua', en: '4. The second officer' },
    text: {
      id: 'Bila diminta, petugas kedua mengisi ulang angka yang diragukan di ponselnya sendiri. Keduanya saling memindai QR; tidak perlu sinyal.',
      en: 'If asked, the second officer types the doubtful numbers again on their own phone. They scan each other’s QR; no signal is needed.',
    },
  },
  {
    title: { id: '5. Kirim', en: '5. Send' },
    text: {
      id: 'Terkirim sendiri begitu ada sinyal; lihat "Kiriman". Tanpa sinyal: tunjukkan QR kepada siapa pun yang memakai Sirekap dan akan pergi ke tempat bersinyal.',
      en: 'It is sent by itself once there is a signal; see “Outbox”. Without one: show the QR to anybody with Sirekap who is going to where there is one.',
    },
  },
  {
    title: { id: '6. Salinan', en: '6. Copies' },
    text: {
      id: 'Daftarkan saksi dan pengawas, lalu serahkan salinan lewat QR atau berkas. Setiap penyerahan tercatat.',
      en: 'Register witnesses and supervisor, then hand over copies by QR or file. Every hand-over is on record.',
    },
  },
]

export const TROUBLES: readonly { readonly title: Say; readonly text: Say }[] = [
  {
    title: { id: 'Foto tidak terambil sendiri', en: 'The photo is not taken by itself' },
    text: { id: 'Nyalakan lampu, ratakan kertas, dekatkan sampai keempat sudut masuk. Atau tekan "Ambil foto".', en: 'Make light, flatten the paper, come close until all four corners are in. Or press “Take the photo”.' },
  },
  {
    title: { id: 'Ponsel mati atau hilang', en: 'The phone is dead or lost' },
    text: { id: 'Pakai ponsel petugas kedua. Minta voucher baru kepada PPK; kunci ponsel lama akan dicabut.', en: 'Use the second officer’s phone. Ask the PPK for a new voucher; the old phone’s key will be revoked.' },
  },
  {
    title: { id: 'Angka terkirim salah', en: 'A wrong number was sent' },
    text: { id: 'Buka kiriman itu, sentuh "Betulkan angka", tulis alasannya. Bisa sampai pleno kecamatan.', en: 'Open that submission, touch “Correct a number”, give the reason. This works until the plenary.' },
  },
]

export const g = speaks({
  title: { id: 'Bantuan', en: 'Help' },
  guide: { id: 'Panduan satu halaman', en: 'One-page guide' },
  troubles: { id: 'Bila ada masalah', en: 'When something goes wrong' },
  practiceTitle: { id: 'Latihan', en: 'Practice' },
  practiceOn: {
    id: 'Ponsel ini sedang dalam latihan: semua yang dikirim adalah latihan dan tidak pernah dihitung.',
    en: 'This phone is in practice: all it sends is practice and is never counted.',
  },
  practiceOff: {
    id: 'Untuk berlatih, buka tautan latihan pada voucher latihan. Latihan memakai kunci, warna dan pemilu tersendiri.',
    en: 'To practise, open the practice link on a practice voucher. Practice has keys, colours and an election of its own.',
  },
  about: { id: 'Tentang', en: 'About' },
  version: { id: 'Versi {version}', en: 'Version {version}' },
  newer: {
    id: 'Ada versi baru. Versi yang terpasang tetap dapat dipakai dan kirimannya tetap diterima. Perbarui hanya bila tidak sedang bekerja.',
    en: 'There is a newer version. The installed one keeps working and its submissions are accepted. Update only when no work is at hand.',
  },
  update: { id: 'Perbarui sekarang', en: 'Update now' },
  busy: { id: 'Selesaikan pekerjaan dulu; setelah itu baru bisa diperbarui.', en: 'Finish the work at hand first; then it can be updated.' },
  language: { id: 'Bahasa', en: 'Language' },
})
