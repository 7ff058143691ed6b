/** The words of the record's surroundings and of inspection, in both languages. */

import { say, type Say } from '@sirekap/kit/language'

export const WORDS = {
  around: { id: 'Kejadian, keberatan, salinan', en: 'Incidents, objections, copies' },
  toDesk: { id: 'Ke angka TPS ini', en: 'To the numbers of this station' },
  loading: { id: 'Memuat …', en: 'Loading …' },
  failed: {
    id: 'Tidak tersimpan. Periksa jaringan, lalu coba lagi; isian Anda masih ada.',
    en: 'Not kept. Check the network and try again; what you typed is still there.',
  },
  kept: { id: 'Tersimpan.', en: 'Kept.' },
  incidents: { id: 'Kejadian khusus (C.KEJADIAN KHUSUS)', en: 'Special events (C.KEJADIAN KHUSUS)' },
  noIncidents: { id: 'Belum dicatat. Bila tidak ada kejadian, catat NIHIL.', en: 'Nothing noted yet. Where nothing happened, note NIHIL.' },
  nihil: { id: 'Catat NIHIL: tidak ada kejadian', en: 'Note NIHIL: nothing happened' },
  newIncident: { id: 'Catat kejadian', en: 'Note an event' },
  kind: { id: 'Jenis kejadian', en: 'Kind of event' },
  text: { id: 'Uraian, seperti di formulir', en: 'What happened, as on the form' },
  photo: { id: 'Foto formulirnya (bila ada)', en: 'Photo of the form (if there is one)' },
  save: { id: 'Simpan', en: 'Keep' },
  sending: { id: 'Mengirim …', en: 'Sending …' },
  paper: { id: 'Buka foto formulir', en: 'Open the photo of the form' },
  objections: { id: 'Keberatan saksi dan pengawas', en: 'Objections of witnesses and the supervisor' },
  noObjections: { id: 'Tidak ada keberatan tercatat.', en: 'No objection is noted.' },
  newObjection: { id: 'Catat keberatan', en: 'Note an objection' },
  who: { id: 'Siapa', en: 'Who' },
  objects: { id: 'Keberatannya', en: 'The objection' },
  answer: { id: 'Jawab keberatan ini', en: 'Answer this objection' },
  answerText: { id: 'Jawaban KPPS', en: "The officials' answer" },
  heeded: { id: 'Diterima: penghitungan diperbaiki', en: 'Heeded: the count was set right' },
  notHeeded: { id: 'Tidak diterima', en: 'Not heeded' },
  unanswered: { id: 'belum dijawab', en: 'not answered yet' },
  copies: { id: 'Salinan untuk saksi dan pengawas', en: 'Copies for witnesses and the supervisor' },
  noRecipients: { id: 'Belum ada penerima terdaftar.', en: 'Nobody is registered to receive copies yet.' },
  register: { id: 'Daftarkan penerima', en: 'Register a recipient' },
  hand: { id: 'Catat penyerahan salinan', en: 'Note a copy handed over' },
  handedAs: { id: 'Diserahkan sebagai', en: 'Handed over as' },
  content: { id: 'Yang diserahkan', en: 'What was handed over' },
  noneYet: { id: 'belum menerima salinan', en: 'no copy yet' },
  nothingToHand: { id: 'Belum ada angka atau foto yang dapat diserahkan.', en: 'There is no claim or photo to hand over yet.' },
  versions: { id: 'Pemungutan atau penghitungan ulang', en: 'Votes and counts again' },
  firstCount: { id: 'Penghitungan pertama', en: 'First count' },
  openVersion: { id: 'Buka versi baru', en: 'Open a new version' },
  openHint: {
    id: 'Angka lama tetap terlihat dan tidak dihitung lagi. Hanya dengan keputusan tertulis.',
    en: 'The old numbers stay visible and count no more. Only by a written decision.',
  },
  why: { id: 'Alasan', en: 'Reason' },
  decision: { id: 'Nomor keputusan', en: 'Number of the decision' },
  current: { id: 'berlaku sekarang', en: 'current' },
  supervisor: { id: 'Pengawas TPS', en: 'Supervisor' },
  witnessOf: { id: 'Saksi', en: 'Witness of' },
  inspection: { id: 'Karantina', en: 'Set aside' },
  inspectionTitle: { id: 'Kiriman yang ditolak atau diragukan', en: 'What was refused or is in doubt' },
  inspectionHint: {
    id: 'Semua di bawah ini disimpan untuk diperiksa dan tidak dihitung. Bila kiriman itu benar, minta petugas TPS mengirim ulang sesuai petunjuknya.',
    en: 'Everything below is kept for inspection and not counted. Where it was right, ask the officers to send again as the sentence says.',
  },
  nothingAside: { id: 'Tidak ada kiriman yang ditolak di wilayah Anda.', en: 'Nothing was refused in your area.' },
  nowhere: { id: 'Tanpa TPS yang dikenal', en: 'No known station' },
  came: { id: 'Datang', en: 'Came' },
  via: { id: 'lewat', en: 'by' },
  bytes: { id: 'Unduh isinya', en: 'Download its bytes' },
  repeated: { id: 'kiriman', en: 'submissions' },
  every: { id: 'Semua alasan', en: 'Every reason' },
  because: { id: 'Alasan', en: 'Reason' },
} as const satisfies Record<string, Say>

export const r = (word: keyof typeof WORDS): string => say(WORDS[word])

export const INCIDENTS: Readonly<Record<string, Say>> = {
  none: { id: 'NIHIL: tidak ada kejadian', en: 'NIHIL: nothing happened' },
  ballots_short: { id: 'Surat suara kurang', en: 'Ballots missing' },
  ballots_swapped: { id: 'Surat suara tertukar dapil lain', en: 'Ballots of another constituency' },
  late_opening: { id: 'TPS terlambat dibuka', en: 'Station opened late' },
  interrupted: { id: 'Pemungutan atau penghitungan terhenti', en: 'Vote or count interrupted' },
  unentitled_voter: { id: 'Pemilih tidak berhak memilih', en: 'Somebody voted who may not' },
  intimidation: { id: 'Intimidasi atau gangguan', en: 'Intimidation or disturbance' },
  form_damaged: { id: 'Formulir rusak atau basah', en: 'Form damaged or wet' },
  other: { id: 'Lainnya', en: 'Something else' },
}

export const VERSIONS: Readonly<Record<string, Say>> = {
  revote: { id: 'Pemungutan suara ulang (PSU)', en: 'Re-vote (PSU)' },
  continued: { id: 'Pemungutan suara lanjutan (PSL)', en: 'Continued vote (PSL)' },
  delayed: { id: 'Pemungutan suara susulan (PSS)', en: 'Delayed vote (PSS)' },
  recount: { id: 'Penghitungan suara ulang (PSSU)', en: 'Recount (PSSU)' },
}

export const HANDED: Readonly<Record<string, Say>> = {
  paper: { id: 'kertas', en: 'paper' },
  qr: { id: 'kode QR', en: 'QR code' },
  file: { id: 'berkas', en: 'file' },
}

export const VIA: Readonly<Record<string, Say>> = {
  http: { id: 'internet', en: 'internet' },
  qr: { id: 'kode QR', en: 'QR code' },
  file: { id: 'berkas', en: 'file' },
  text: { id: 'pesan teks', en: 'text message' },
}
