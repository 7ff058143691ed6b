/** The words of activation and of the screen's lock. */

import { speaks } from './speak'

export const a = speaks({
  title: { id: 'Aktifkan ponsel ini', en: 'Activate this phone' },
  intro: {
    id: 'Ambil voucher kertas yang Anda terima saat pelatihan. Satu voucher untuk satu ponsel, dan hanya sekali pakai.',
    en: 'Take the paper voucher from the training. One voucher is for one phone, and can be used once.',
  },
  fetchTitle: { id: 'Ambil data TPS', en: 'Fetch the station’s data' },
  fetchHow: {
    id: 'Sekali saja, saat ada sinyal: formulir, calon, dan data TPS Anda. Setelah itu semuanya bisa tanpa sinyal.',
    en: 'Only once, with a signal: your station’s forms, candidates and data. After that nothing needs a signal.',
  },
  stationCode: { id: 'Kode TPS (13 angka, ada pada voucher)', en: 'Station code (13 digits, on the voucher)' },
  fetch: { id: 'Ambil data', en: 'Fetch the data' },
  fetched: { id: 'Data {place} ada di ponsel ini.', en: 'The data of {place} is on this phone.' },
  scan: { id: 'Pindai QR voucher', en: 'Scan the voucher’s QR' },
  type: { id: 'Ketik kodenya', en: 'Type its code' },
  scanTitle: { id: 'Pindai QR voucher', en: 'Scan the voucher' },
  scanHow: { id: 'Arahkan kamera ke kode QR pada voucher. Tidak perlu sinyal.', en: 'Point the camera at the QR code of the voucher. No signal is needed.' },
  typeTitle: { id: 'Ketik kode voucher', en: 'Type the voucher’s code' },
  code: { id: 'Kode pada voucher (26 huruf dan angka)', en: 'Code on the voucher (26 letters and digits)' },
  codeHint: { id: 'Besar kecil huruf dan tanda hubung tidak berpengaruh. Perlu sinyal.', en: 'Capitals and hyphens do not matter. Needs a signal.' },
  go: { id: 'Lanjut', en: 'Continue' },
  sureTitle: { id: 'Benarkah ini Anda?', en: 'Is this you?' },
  officer: { id: 'Petugas KPPS nomor {number}', en: 'KPPS officer number {number}' },
  other: { id: 'Peran {role}', en: 'Role {role}' },
  unknownStation: { id: 'TPS {code}', en: 'Station {code}' },
  notYours: {
    id: 'Bukan TPS atau nomor Anda? Jangan lanjut. Tukar voucher di PPS atau PPK.',
    en: 'Not your station or number? Do not continue. Change the voucher at the PPS or PPK.',
  },
  yes: { id: 'Ya, ini saya', en: 'Yes, this is me' },
  no: { id: 'Bukan, kembali', en: 'No, go back' },
  pinTitle: { id: 'PIN kunci layar', en: 'Screen lock PIN' },
  pinWhat: {
    id: 'PIN ini hanya menutup layar Sirekap supaya orang lain tidak memencet-mencet. PIN bukan tanda tangan, dan tidak menyandikan data.',
    en: 'This PIN only closes Sirekap’s screen to other fingers. It is no signature, and it encrypts nothing.',
  },
  pin: { id: 'PIN, 4 sampai 6 angka', en: 'PIN, 4 to 6 digits' },
  pinAgain: { id: 'Ketik PIN sekali lagi', en: 'Type the PIN once more' },
  pinDiffers: { id: 'Kedua PIN berbeda. Ketik ulang.', en: 'The two PINs differ. Type them again.' },
  pinShort: { id: 'PIN 4 sampai 6 angka.', en: 'A PIN has 4 to 6 digits.' },
  setPin: { id: 'Pasang PIN', en: 'Set the PIN' },
  noPin: { id: 'Tanpa PIN: ponsel saya sudah terkunci', en: 'No PIN: my phone has a lock' },
  unlockTitle: { id: 'Layar terkunci', en: 'The screen is locked' },
  unlock: { id: 'Buka', en: 'Open' },
  guide: { id: 'Panduan satu halaman', en: 'One-page guide' },
  putHome: { id: 'Pasang di layar utama', en: 'Put on the home screen' },
})
