/** The words of what surrounds the numbers: special events, objections, witnesses, copies. */

import type { Say } from '@sirekap/kit/language'
import { say } from '@sirekap/kit/language'
import type { Note } from '../keep/model'
import { speaks } from './speak'

export const KINDS = {
  ballots_short: { id: 'Surat suara kurang atau lebih', en: 'Too few or too many ballots' },
  ballots_swapped: { id: 'Surat suara tertukar', en: 'Ballots of another constituency' },
  late_opening: { id: 'TPS terlambat dibuka', en: 'The station opened late' },
  interrupted: { id: 'Pemungutan atau penghitungan terhenti', en: 'Voting or counting was interrupted' },
  unentitled_voter: { id: 'Pemilih tidak berhak', en: 'A voter without the right' },
  intimidation: { id: 'Intimidasi atau keributan', en: 'Intimidation or unrest' },
  form_damaged: { id: 'Formulir rusak atau salah', en: 'A damaged or wrong form' },
  other: { id: 'Lainnya', en: 'Other' },
} as const satisfies Record<string, Say>

export type IncidentKind = keyof typeof KINDS

export const r = speaks({
  title: { id: 'Kejadian khusus dan keberatan', en: 'Special events and objections' },
  what: {
    id: 'Isi seperti C.KEJADIAN KHUSUS. Bila tidak ada kejadian, satu sentuhan cukup.',
    en: 'As on the C.KEJADIAN KHUSUS. If nothing happened, one tap is enough.',
  },
  nil: { id: 'NIHIL: tidak ada kejadian', en: 'NIHIL: nothing happened' },
  nilKept: { id: 'NIHIL tercatat.', en: 'NIHIL is noted.' },
  add: { id: 'Catat kejadian', en: 'Note an event' },
  object: { id: 'Catat keberatan saksi', en: 'Note a witness’s objection' },
  contest: { id: 'Jenis pemilihan', en: 'Contest' },
  kind: { id: 'Jenis kejadian', en: 'Kind of event' },
  text: { id: 'Apa yang terjadi', en: 'What happened' },
  textHint: { id: 'Singkat: siapa, kapan, apa akibatnya. Jangan tulis NIK.', en: 'Briefly: who, when, with what effect. Do not write NIKs.' },
  photo: { id: 'Lampirkan foto', en: 'Attach a photo' },
  photoHeld: { id: 'Foto terlampir', en: 'A photo is attached' },
  keep: { id: 'Simpan', en: 'Keep' },
  textWanted: { id: 'Tulis apa yang terjadi.', en: 'Write what happened.' },
  noted: { id: 'Yang sudah dicatat', en: 'Noted so far' },
  who: { id: 'Siapa', en: 'Who' },
  witness: { id: 'Saksi nomor {number}', en: 'Witness of number {number}' },
  supervisor: { id: 'Pengawas TPS', en: 'Station supervisor' },
  objection: { id: 'Keberatan {who}', en: 'Objection of {who}' },
  incident: { id: 'Kejadian: {kind}', en: 'Event: {kind}' },
  registered: { id: '{who} terdaftar menerima salinan', en: '{who} is registered for a copy' },
  handed: { id: 'Salinan diserahkan kepada {who}', en: 'Copy handed to {who}' },
  copiesTitle: { id: 'Salinan', en: 'Copies' },
  copiesWhat: {
    id: 'Setiap saksi dan pengawas berhak atas salinan. Tidak perlu akun dan tidak perlu sinyal.',
    en: 'Every witness and the supervisor is entitled to a copy. No account and no signal is needed.',
  },
  nothingSigned: { id: 'Tanda tangani hasil dulu; setelah itu salinannya ada di sini.', en: 'Sign the result first; its copies appear here.' },
  register: { id: 'Daftarkan penerima', en: 'Register who gets a copy' },
  notGiven: { id: 'belum menerima', en: 'not given yet' },
  given: { id: 'diserahkan {time}', en: 'given {time}' },
  give: { id: 'Serahkan salinan', en: 'Hand over a copy' },
  giveTo: { id: 'Salinan untuk {who}', en: 'Copy for {who}' },
  byQr: { id: 'Pindai dari ponsel penerima: angka, sidik foto, dan tanda tangan.', en: 'To be scanned by the receiver: numbers, hash and signature.' },
  byFile: { id: 'Bagikan berkas yang memeriksa dirinya (HTML)', en: 'Share a file that checks itself (HTML)' },
  byPdf: { id: 'Bagikan C.HASIL SALINAN (PDF)', en: 'Share the C.HASIL SALINAN (PDF)' },
  didGive: { id: 'Sudah diterima: catat penyerahan', en: 'It was received: note it' },
  didGiveQr: { id: 'Sudah dipindai: catat penyerahan', en: 'It was scanned: note it' },
  verifyTitle: { id: 'Periksa salinan', en: 'Check a copy' },
  verifyHow: {
    id: 'Pindai kode pada ponsel petugas, atau buka berkas .sirekap atau salinan .html. Tanpa akun dan tanpa sinyal; yang dipercaya hanya kunci pemilu di ponsel ini.',
    en: 'Scan the code on the officer’s phone, or open a .sirekap file or an .html copy. No account and no signal; only the election’s keys on this phone are trusted.',
  },
  verifyAnother: { id: 'Periksa salinan lain', en: 'Check another copy' },
  verifySound: { id: 'Tanda tangan petugas TPS ini terbukti.', en: 'The signature of an officer of this station is proven.' },
  verifyStation: { id: 'TPS', en: 'Station' },
  verifyBy: { id: 'Ditandatangani oleh', en: 'Signed by' },
  verifyLater: {
    id: 'Simpan nomor kiriman: dengan itu angka yang diumumkan dapat dicocokkan nanti.',
    en: 'Keep the submission’s number: with it the published numbers can be compared later.',
  },
})

export function whoOf(watcher: unknown): string {
  const { capacity, number } = (watcher ?? {}) as { capacity?: string; number?: number }
  return capacity === 'supervisor' ? r('supervisor') : r('witness', { number: number ?? '?' })
}

/** One note in a line. */
export function aroundWords(note: Note): string {
  if (note.what === 'incidents') {
    const kind = String(note.body['kind'])
    return kind === 'none' ? r('nil') : r('incident', { kind: say(KINDS[kind as IncidentKind] ?? KINDS.other) })
  }
  if (note.what === 'objections') return r('objection', { who: whoOf(note.body['watcher']) })
  if (note.what === 'watchers') return r('registered', { who: whoOf(note.body) })
  return r('handed', { who: whoOf(note.body['watcher']) })
}
