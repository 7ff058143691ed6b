/** Every sentence about ways in, people and the audit, in both languages. */

import { fill, say, type Say } from '@sirekap/kit/language'
import type { Entry } from './access-api'

export const WORDS = {
  signInTitle: { id: 'Masuk', en: 'Sign in' },
  byPasskey: { id: 'Pakai kunci sandi', en: 'Use a passkey' },
  passkeyHint: {
    id: 'Cara termudah: sidik jari, wajah, atau PIN perangkat Anda. Tidak ada yang perlu diingat.',
    en: 'The easiest way: the fingerprint, face or PIN of your own device. Nothing to remember.',
  },
  noPasskeysHere: {
    id: 'Peramban tidak memberi kunci sandi di alamat ini. Buka lewat localhost atau HTTPS.',
    en: 'The browser gives no passkeys at this address. Open it by localhost or HTTPS.',
  },
  passkeyVain: {
    id: 'Kunci sandi tidak jadi dipakai. Coba sekali lagi, atau pilih cara lain di bawah.',
    en: 'No passkey was used. Try once more, or choose another way below.',
  },
  waiting: { id: 'Menunggu perangkat Anda …', en: 'Waiting for your device …' },
  firstTime: { id: 'Pertama kali masuk', en: 'First time here' },
  code: { id: 'Kode di kertas', en: 'Code on paper' },
  codeHint: {
    id: 'Kode 26 huruf dan angka pada kertas Anda; pada simulasi, lihat terminal. Huruf besar atau kecil sama saja.',
    en: 'The 26 letters and digits on your paper; in a rehearsal, see the terminal. Capitals or not is the same.',
  },
  signIn: { id: 'Masuk', en: 'Sign in' },
  byPassword: { id: 'Pakai kata sandi dan aplikasi', en: 'Use a password and an app' },
  account: { id: 'Nama akun', en: 'Account name' },
  accountHint: { id: 'Seperti di kertas, misalnya 352701-ppk-1', en: 'As on your paper, such as 352701-ppk-1' },
  password: { id: 'Kata sandi', en: 'Password' },
  show: { id: 'Tampilkan', en: 'Show' },
  appCode: { id: 'Kode 6 angka dari aplikasi', en: '6-digit code of the app' },
  openByPassword: { id: 'Buka dengan kata sandi', en: 'Open with the password' },
  lostAll: {
    id: 'Kehilangan semuanya? Minta kertas baru ke tingkat di atas Anda: KPPS dan PPS ke PPK, PPK ke KPU kabupaten/kota. Tidak lewat surel atau SMS; jangan berikan kode Anda kepada siapa pun.',
    en: 'Lost everything? Ask the tier above for new paper: KPPS and PPS ask the PPK, the PPK asks the KPU kabupaten/kota. Never by e-mail or SMS; give your code to nobody.',
  },

  ways: { id: 'Cara masuk saya', en: 'My ways in' },
  waysNow: {
    id: 'Anda masuk dengan kode di kertas. Pasang kunci sandi sekarang, supaya kertas itu tidak dapat dipakai orang lain.',
    en: 'You came in by a code on paper. Set up a passkey now, so that nobody else can use that paper.',
  },
  setUp: { id: 'Pasang kunci sandi', en: 'Set up a passkey' },
  passkeys: { id: 'Kunci sandi', en: 'Passkeys' },
  noPasskeys: { id: 'Belum ada kunci sandi.', en: 'No passkey yet.' },
  passkeyName: { id: 'Nama perangkat ini', en: 'Name of this device' },
  passkeyNameHint: { id: 'Supaya Anda mengenalinya nanti, misalnya "Laptop kantor"', en: 'So that you know it later, such as "Office laptop"' },
  addPasskey: { id: 'Tambah kunci sandi', en: 'Add a passkey' },
  passkeyAdded: { id: 'Kunci sandi terpasang. Kode di kertas tidak berlaku lagi.', en: 'The passkey is set up. The code on paper is spent.' },
  keyNotMade: { id: 'Kunci sandi tidak jadi dibuat. Coba sekali lagi.', en: 'No passkey was made. Try once more.' },
  added: { id: 'Dipasang {at}', en: 'Set up {at}' },
  used: { id: 'dipakai terakhir {at}', en: 'last used {at}' },
  neverUsed: { id: 'belum pernah dipakai', en: 'never used' },
  drop: { id: 'Hapus', en: 'Remove' },
  passwordAndApp: { id: 'Kata sandi dan aplikasi', en: 'Password and app' },
  passwordSince: { id: 'Terpasang sejak {at}.', en: 'Set up since {at}.' },
  noPassword: {
    id: 'Cadangan bagi yang perangkatnya tidak punya kunci sandi: kata sandi bersama kode dari aplikasi autentikator.',
    en: 'For whose device has no passkeys: a password together with the code of an authenticator app.',
  },
  beginApp: { id: 'Pasang kata sandi dan aplikasi', en: 'Set up a password and app' },
  scanApp: {
    id: 'Pindai dengan aplikasi autentikator di ponsel Anda, atau ketik rahasianya. Gambar ini hanya ditampilkan sekali.',
    en: 'Scan this with the authenticator app on your phone, or type its secret. It is shown only once.',
  },
  secret: { id: 'Rahasia', en: 'Secret' },
  newPassword: { id: 'Kata sandi baru', en: 'New password' },
  newPasswordHint: {
    id: 'Paling sedikit 12 huruf; empat kata yang tidak berkaitan mudah diingat dan sulit ditebak.',
    en: 'At least 12 letters; four unrelated words are easy to remember and hard to guess.',
  },
  keepPassword: { id: 'Simpan kata sandi', en: 'Keep the password' },
  passwordKept: { id: 'Kata sandi dan aplikasi terpasang.', en: 'Password and app are set up.' },
  again: {
    id: 'Untuk mengubah cara masuk, keluar dahulu, lalu masuk lagi. Perubahan boleh dilakukan 15 menit sesudah masuk.',
    en: 'To change your ways in, sign out and in again. Changes are taken for 15 minutes after signing in.',
  },
  failed: { id: 'Tidak berhasil. Periksa jaringan, lalu coba lagi.', en: 'That did not work. Check the network and try again.' },

  people: { id: 'Orang', en: 'People' },
  peopleTitle: { id: 'Orang di wilayah ini', en: 'People of this region' },
  tally: { id: '{inside} dari {accounts} akun sudah dapat masuk; {handed} sudah punya kertas.', en: '{inside} of {accounts} accounts can get in; {handed} were given paper.' },
  counting: { id: 'Menghitung akun …', en: 'Counting the accounts …' },
  notCounted: { id: 'Jumlah akun belum terhitung.', en: 'The accounts were not counted.' },
  countAgain: { id: 'Hitung lagi', en: 'Count again' },
  place: { id: 'Kode wilayah atau TPS', en: 'Code of a region or station' },
  show1: { id: 'Tampilkan', en: 'Show' },
  entryAll: { id: 'Semua keadaan', en: 'Every state' },
  state: { id: 'Keadaan', en: 'State' },
  print: { id: 'Cetak kertas bagi yang belum punya', en: 'Print paper for those who have none' },
  printAsk: {
    id: 'Kertas berisi kode rahasia dan hanya dapat dicetak sekali. Cetak sekarang untuk {place}?',
    en: 'The paper holds secret codes and can be printed once only. Print now for {place}?',
  },
  paperReady: { id: 'Kertas siap. Buka dan cetak sekarang; tidak dapat ditampilkan lagi.', en: 'The paper is ready. Open and print it now; it cannot be shown again.' },
  openPaper: { id: 'Buka kertas (PDF)', en: 'Open the paper (PDF)' },
  nobody: { id: 'Tidak ada orang dengan keadaan itu di sini.', en: 'Nobody here is in that state.' },
  more: { id: 'Tampilkan berikutnya', en: 'Show more' },
  yes: { id: 'Ya, lakukan', en: 'Yes, do it' },
  no: { id: 'Batal', en: 'Cancel' },
  back: { id: 'Kembali ke daftar', en: 'Back to the list' },
  nameless: { id: '(tanpa nama)', en: '(no name)' },

  whatNow: { id: 'Yang dapat disampaikan', en: 'What to tell them' },
  actions: { id: 'Bantuan', en: 'Help' },
  replace: { id: 'Ganti ponsel yang hilang', en: 'Replace a lost phone' },
  replaceAsk: {
    id: 'Ponsel lama langsung dicabut dan voucher baru dicetak. Kiriman yang sudah diterima tetap sah. Lanjutkan?',
    en: 'The old phone is revoked at once and a new voucher printed. What was received stays good. Go on?',
  },
  reason: { id: 'Sebab', en: 'Reason' },
  recover: { id: 'Buka kembali akun', en: 'Let them in again' },
  recoverAsk: {
    id: 'Semua cara masuk yang lama ditutup, dan kertas baru dicetak. Serahkan langsung kepada orangnya. Lanjutkan?',
    en: 'Every old way in is shut, and new paper printed. Hand it to the person in person. Go on?',
  },
  onlyAbove: { id: 'Hanya tingkat di atasnya yang dapat membuka kembali akun ini.', en: 'Only the tier above can let this person in again.' },
  papers: { id: 'Kertas', en: 'Papers' },
  phones: { id: 'Ponsel', en: 'Phones' },
  none: { id: 'Tidak ada.', en: 'None.' },
  printed: { id: 'Dicetak {at}, berlaku sampai {until}', en: 'Printed {at}, good until {until}' },
  codeGood: { id: 'Kode konsol berlaku sampai {until}', en: 'Console code good until {until}' },
  enrolled: { id: 'Diaktifkan {at}', en: 'Activated {at}' },
  revoked: { id: 'dicabut {at}', en: 'revoked {at}' },
  last: { id: 'Kejadian terakhir', en: 'What last happened' },
  noLines: { id: 'Belum ada kejadian.', en: 'Nothing has happened yet.' },

  audit: { id: 'Catatan audit', en: 'Audit' },
  auditTitle: { id: 'Catatan audit', en: 'Audit log' },
  auditHint: {
    id: 'Setiap langkah dan setiap penolakan, yang terbaru dahulu. Catatan ini hanya bertambah dan tidak dapat diubah.',
    en: 'Every step and every refusal, newest first. These lines are only ever added to and cannot be changed.',
  },
  who: { id: 'Akun', en: 'Account' },
  step: { id: 'Langkah', en: 'Step' },
  outcome: { id: 'Hasil', en: 'Outcome' },
  every: { id: 'Semua', en: 'All' },
  at: { id: 'Waktu', en: 'Time' },
  where: { id: 'Tempat', en: 'Place' },
  details: { id: 'Rincian', en: 'Details' },
  noAudit: { id: 'Tidak ada catatan yang cocok.', en: 'No line matches.' },
  unread: { id: 'Gagal dibaca', en: 'Unreadable' },
  unreadTitle: { id: 'Foto yang gagal dibaca mesin', en: 'Photos that the reader failed over' },
  unreadHint: {
    id: 'Angkanya diketik orang dari fotonya. Bila penyebabnya sudah diperbaiki, administrator menjalankan',
    en: 'People type their numbers from the photo. Once the cause is mended, an administrator runs',
  },
  unreadPhoto: { id: '{contest}, foto {sha256}', en: '{contest}, photo {sha256}' },
  noneUnread: { id: 'Tidak ada: setiap foto terbaca, atau ditolak dengan alasan.', en: 'None: every photo was read, or refused with a reason.' },
  nation: { id: 'Nasional', en: 'The nation' },
  stations: { id: 'TPS', en: 'Stations' },
  pages: { id: 'Halaman konsol', en: 'Pages of the console' },
  loading: { id: 'Memuat …', en: 'Loading …' },
} as const satisfies Record<string, Say>

export const a = (word: keyof typeof WORDS, values: Readonly<Record<string, string>> = {}): string =>
  fill(say(WORDS[word]), values)

export const ENTRIES: Readonly<Record<Entry, Say>> = {
  nothing: { id: 'Belum diberi kertas', en: 'No paper yet' },
  paper: { id: 'Kertas dicetak, belum dipakai', en: 'Paper printed, not used' },
  inside: { id: 'Sudah dapat masuk', en: 'Can get in' },
  shut: { id: 'Tertutup: semua dicabut', en: 'Shut: all revoked' },
}

export const ADVICE: Readonly<Record<Entry, Say>> = {
  nothing: {
    id: 'Belum ada kertas. Minta PPK atau KPU kabupaten/kota mencetaknya; tanpa kertas tidak ada cara lain.',
    en: 'There is no paper yet. Ask the PPK or the KPU kabupaten/kota to print it; there is no other way.',
  },
  paper: {
    id: 'Kertas sudah dicetak. Pindai kode QR di kertas itu, atau ketik kodenya. Jangan minta orang membacakan kode lewat telepon.',
    en: 'The paper is printed. Scan its QR code, or type its code. Never ask anyone to read a code out on the telephone.',
  },
  inside: {
    id: 'Orang ini sudah dapat masuk. Bila ponselnya hilang atau rusak, PPK menggantinya dalam satu langkah.',
    en: 'This person can get in. If the phone is lost or broken, the PPK replaces it in one step.',
  },
  shut: {
    id: 'Semua cara masuk sudah dicabut. Tingkat di atasnya dapat mencetak kertas baru.',
    en: 'Every way in was revoked. The tier above can print new paper.',
  },
}

export const PAPER_STATES: Readonly<Record<'waiting' | 'used' | 'revoked', Say>> = {
  waiting: { id: 'belum dipakai', en: 'not used yet' },
  used: { id: 'sudah dipakai', en: 'used' },
  revoked: { id: 'dicabut', en: 'revoked' },
}

export const REASONS: Readonly<Record<string, Say>> = {
  lost: { id: 'Hilang', en: 'Lost' },
  stolen: { id: 'Dicuri', en: 'Stolen' },
  replaced: { id: 'Rusak atau diganti', en: 'Broken or replaced' },
  misused: { id: 'Disalahgunakan', en: 'Misused' },
  exposed: { id: 'Rahasianya diketahui orang lain', en: 'Its secret is known to others' },
}

export const ROLES: Readonly<Record<string, Say>> = {
  officer: { id: 'Petugas KPPS', en: 'KPPS officer' },
  pps: { id: 'Anggota PPS', en: 'PPS member' },
  ppk: { id: 'Anggota PPK', en: 'PPK member' },
  verifier: { id: 'Verifikator', en: 'Verifier' },
  operator: { id: 'Operator KPU', en: 'KPU operator' },
  approver: { id: 'Penyetuju KPU', en: 'KPU approver' },
  helpdesk: { id: 'Layanan bantuan', en: 'Helpdesk' },
  auditor: { id: 'Auditor', en: 'Auditor' },
  observer: { id: 'Pengamat', en: 'Observer' },
  admin: { id: 'Administrator', en: 'Administrator' },
}

export const OUTCOMES: Readonly<Record<'done' | 'refused', Say>> = {
  done: { id: 'Dilakukan', en: 'Done' },
  refused: { id: 'Ditolak', en: 'Refused' },
}

export const STEPS: Readonly<Record<string, Say>> = {
  sign_in: { id: 'Masuk', en: 'Sign in' },
  sign_out: { id: 'Keluar', en: 'Sign out' },
  enrol: { id: 'Mengaktifkan ponsel', en: 'Activate a phone' },
  carry: { id: 'Membawa kiriman', en: 'Carry a claim' },
  see: { id: 'Melihat TPS', en: 'See a station' },
  photograph: { id: 'Mengirim foto', en: 'Send a photo' },
  read: { id: 'Membaca foto (mesin)', en: 'Read a photo (machine)' },
  check: { id: 'Memeriksa', en: 'Check' },
  enter: { id: 'Isian kedua', en: 'Second entry' },
  correct: { id: 'Mengoreksi', en: 'Correct' },
  withdraw: { id: 'Menarik foto', en: 'Withdraw a photo' },
  note_incident: { id: 'Mencatat kejadian khusus', en: 'Note a special event' },
  object: { id: 'Mencatat keberatan', en: 'Note an objection' },
  answer: { id: 'Menjawab keberatan', en: 'Answer an objection' },
  expect_copy: { id: 'Mendaftar penerima salinan', en: 'Register a recipient of copies' },
  hand_copy: { id: 'Menyerahkan salinan', en: 'Hand over a copy' },
  open_version: { id: 'Membuka versi baru', en: 'Open a new version' },
  inspect: { id: 'Melihat yang diragukan', en: 'See what is in doubt' },
  publish: { id: 'Menerbitkan (mesin)', en: 'Publish (machine)' },
  admit: { id: 'Membuka akun', en: 'Open accounts' },
  replace: { id: 'Mengganti ponsel', en: 'Replace a phone' },
  own_ways: { id: 'Mengubah cara masuk', en: 'Change own ways in' },
  see_people: { id: 'Melihat orang', en: 'See people' },
  hand_out: { id: 'Mencetak kertas', en: 'Print paper' },
  recover: { id: 'Membuka kembali akun', en: 'Let somebody in again' },
  audit: { id: 'Membaca audit', en: 'Read the audit' },
}

/** The word for a step, or the step itself where it is newer than this page. */
export const stepName = (step: string): string => {
  const known = STEPS[step]
  return known ? say(known) : step
}

export const roleName = (role: string): string => {
  const known = ROLES[role]
  return known ? say(known) : role
}
