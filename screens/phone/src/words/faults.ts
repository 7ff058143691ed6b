/** What can go wrong, each with its cure: never a code alone, never "failed". */

import type { Say } from '@sirekap/kit/language'

export const FAULTS = {
  otherElection: {
    id: 'Voucher ini untuk pemilu lain atau untuk latihan. Buka tautan Sirekap yang tertulis pada voucher.',
    en: 'This voucher is for another election or for practice. Open the Sirekap link printed on the voucher.',
  },
  notACode: {
    id: 'Kode belum lengkap atau salah ketik. Kode terdiri atas 26 huruf dan angka; periksa lagi pada kertas.',
    en: 'The code is incomplete or mistyped. It has 26 letters and digits; compare it with the paper.',
  },
  codeNeedsNetwork: {
    id: 'Kode yang diketik memerlukan sinyal. Pindai kode QR pada voucher: itu bisa tanpa sinyal.',
    en: 'A typed code needs a signal. Scan the QR code on the voucher instead: that works without one.',
  },
  unknownCode: {
    id: 'Kode ini tidak dikenal. Periksa huruf demi huruf, atau minta voucher baru kepada PPK.',
    en: 'This code is not known. Check it letter by letter, or ask the PPK for a new voucher.',
  },
  voucherNotSound: {
    id: 'Voucher ini tidak sah atau sudah habis masanya. Minta voucher baru kepada PPK.',
    en: 'This voucher is not valid or has ended. Ask the PPK for a new one.',
  },
  noCamera: {
    id: 'Kamera tidak terbuka. Izinkan kamera untuk Sirekap di pengaturan peramban, atau pakai tombol di bawah.',
    en: 'The camera does not open. Allow it for Sirekap in the browser settings, or use the button below.',
  },
  otherStation: {
    id: 'Halaman ini milik TPS lain ({station}). Foto halaman TPS Anda sendiri.',
    en: 'This page belongs to another station ({station}). Photograph the pages of your own.',
  },
  notOurPage: {
    id: 'Ini bukan halaman C.HASIL pemilu ini. Periksa judul di kepala halaman.',
    en: 'This is no C.HASIL page of this election. Check the title at the head of the page.',
  },
  notKept: {
    id: 'Yang terakhir belum tersimpan: penyimpanan ponsel penuh. Hapus berkas lain di ponsel, lalu ulangi. Yang sudah tersimpan tetap ada.',
    en: 'The last step is not kept: the phone is full. Delete other files on it, then repeat. What was kept is still there.',
  },
  noServer: {
    id: 'Server tidak terjangkau. Tidak ada yang hilang; dikirim lagi dengan sendirinya begitu ada sinyal.',
    en: 'The server cannot be reached. Nothing is lost; it is sent by itself as soon as there is a signal.',
  },
  wrongPin: {
    id: 'PIN tidak cocok. Coba lagi; bila lupa, minta voucher baru kepada PPK.',
    en: 'The PIN does not match. Try again; if it is forgotten, ask the PPK for a new voucher.',
  },
  notAClaim: {
    id: 'Kode ini bukan hasil TPS. Pindai kode QR yang judulnya "Hasil TPS" di ponsel petugas.',
    en: 'This code is no station result. Scan the QR code titled "Station result" on the officer’s phone.',
  },
  claimNotSound: {
    id: 'Tanda tangan hasil ini tidak dapat dibuktikan di ponsel ini. Tetap dibawa; server yang menilai.',
    en: 'The signature of this result cannot be proven on this phone. It is carried; the server will judge it.',
  },
  notAFile: {
    id: 'Berkas ini bukan hasil TPS. Pilih berkas .sirekap, atau salinan .html yang dibagikan petugas.',
    en: 'This file is no station result. Choose a .sirekap file, or the .html copy that an officer shared.',
  },
  copyNotWhole: {
    id: 'Angkanya ditandatangani, tetapi foto atau keterangannya bukan yang ditandatangani. Minta berkas itu sekali lagi.',
    en: 'The numbers are signed, but photos or details are not those that were signed. Ask for the file once more.',
  },
  copyNotSound: {
    id: 'Tanda tangan salinan ini tidak terbukti. Minta petugas menunjukkan kodenya lagi; bila tetap, laporkan kepada pengawas.',
    en: 'The signature of this copy is not proven. Ask the officer to show the code again; if it stays so, tell the supervisor.',
  },
  otherForm: {
    id: 'Permintaan ini untuk TPS atau formulir lain. Petugas kedua harus dari TPS yang sama.',
    en: 'This request is for another station or form. The second officer must be of the same station.',
  },
  numberTooLarge: {
    id: 'Kotak di kertas hanya {boxes}. Angka ini tidak muat.',
    en: 'The paper has only {boxes} boxes. This number does not fit.',
  },
  photoTooLarge: {
    id: 'Foto ini terlalu besar atau bukan gambar. Pilih foto JPEG dari kamera.',
    en: 'This photo is too large or no picture. Choose a JPEG from the camera.',
  },
  papersMissing: {
    id: 'Data TPS ini belum ada di ponsel. Sambungkan ke internet sekali, lalu ulangi; setelah itu tidak perlu sinyal.',
    en: 'This station’s data is not on the phone yet. Connect to the internet once and repeat; after that no signal is needed.',
  },
  unknownStation: {
    id: 'TPS ini tidak dikenal server. Periksa 13 angkanya pada voucher.',
    en: 'The server does not know this station. Check its 13 digits on the voucher.',
  },
} as const satisfies Record<string, Say>

export type Fault = keyof typeof FAULTS
