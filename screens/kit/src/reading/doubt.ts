// Why a field was not accepted, and why a photo was refused, in words.
//
// In: a code and what the marks say. Out: a sentence in Indonesian or English. Invariant: codes and sentences are
// those of `sirekap.reading.doubt` and `say`; a test compares them.

import type { RefusalCode } from './refuse.ts'

export type MarkKind = 'boxes' | 'bubbles' | 'tally' | 'rows' | 'words'

export interface Said {
  readonly kind: MarkKind
  readonly value: number | null
}

export type Doubt =
  | { readonly code: 'marks_differ', readonly marks: readonly Said[] }
  | { readonly code: 'sums_differ', readonly sum: number | null }
  | {
    readonly code:
      | 'not_filled' | 'unreadable_box' | 'blank_after_digit' | 'two_bubbles' | 'out_of_place' | 'covered' | 'unsure'
  }

export type Language = 'id' | 'en'

const DOUBTS: Record<Doubt['code'], Record<Language, string>> = {
  not_filled: {
    id: 'Kotak kosong. Periksa kertas: apakah memang tidak diisi?',
    en: 'The boxes are empty. Look at the paper: was it left blank?',
  },
  unreadable_box: {
    id: 'Ada kotak yang tidak terbaca. Baca angkanya dari kertas.',
    en: 'A box cannot be read. Read the number from the paper.',
  },
  blank_after_digit: {
    id: 'Ada kotak kosong di kanan angka. Baca angkanya dari kertas.',
    en: 'A box right of a digit is empty. Read the number from the paper.',
  },
  marks_differ: {
    id: 'Tanda tidak sama: {marks}. Baca semuanya dari kertas.',
    en: 'The marks differ: {marks}. Read all of them from the paper.',
  },
  two_bubbles: {
    id: 'Dua bulatan hitam dalam satu kolom. Periksa mana yang dibatalkan.',
    en: 'Two bubbles of a column are filled. See which one was struck out.',
  },
  out_of_place: {
    id: 'Garis cetak di sekitar angka ini tidak jelas. Ratakan kertas, lalu foto ulang.',
    en: 'The printed lines around it are unclear. Lay the paper flat and take the photo again.',
  },
  covered: {
    id: 'Ada kotak yang tertutup. Singkirkan yang menutupinya, lalu foto ulang.',
    en: 'A box is covered. Take away what covers it, and take the photo again.',
  },
  sums_differ: {
    id: 'Menurut jumlahan di kertas angka ini {sum}. Baca angkanya dari kertas, jangan dihitung.',
    en: 'The sums on the paper ask for {sum}. Read the number from the paper, do not work it out.',
  },
  unsure: {
    id: 'Tulisan kurang jelas. Baca angkanya dari kertas.',
    en: 'The writing is not clear enough. Read the number from the paper.',
  },
}

const MARKS: Record<MarkKind, Record<Language, string>> = {
  boxes: { id: 'kotak', en: 'boxes' },
  bubbles: { id: 'bulatan', en: 'bubbles' },
  tally: { id: 'turus', en: 'tally' },
  rows: { id: 'jumlah tiap baris', en: 'row sums' },
  words: { id: 'huruf', en: 'words' },
}

const NOTHING: Record<Language, string> = { id: 'tidak jelas', en: 'unclear' }

const REFUSALS: Record<RefusalCode, Record<Language, string>> = {
  not_an_image: {
    id: 'Berkas ini bukan foto yang utuh. Foto ulang, lalu kirim sebagai JPEG, PNG, WebP atau PDF.',
    en: 'This file is not a complete photo. Take it again and send it as JPEG, PNG, WebP or PDF.',
  },
  not_a_form: {
    id: 'Halaman formulir tidak terlihat. Letakkan formulir di tempat rata, lalu foto seluruhnya.',
    en: 'No page of a form can be seen. Lay the form flat and photograph the whole page.',
  },
  wrong_form: {
    id: 'Ini bukan formulir yang diminta. Periksa jenis pemilihan dan halamannya, lalu foto ulang.',
    en: 'This is not the form asked for. Check the contest and the page, then take the photo again.',
  },
  page_cut_off: {
    id: 'Halaman terpotong di {corner}. Mundur sedikit sampai keempat sudutnya terlihat.',
    en: 'The page is cut off at the {corner}. Step back until all four corners are in view.',
  },
  too_small: {
    id: 'Foto terlalu kecil untuk dibaca. Mendekatlah, atau kirim foto aslinya dalam ukuran penuh.',
    en: 'The photo is too small to read. Move closer, or send the original at full size.',
  },
  too_large: {
    id: 'Berkas terlalu besar. Foto ulang dengan kamera ponsel biasa, lalu kirim satu halaman saja.',
    en: 'The file is too large. Take the photo again with an ordinary phone camera and send one page.',
  },
  too_blurred: {
    id: 'Foto kabur. Pegang ponsel dengan tenang, tunggu sampai tajam, lalu foto ulang.',
    en: 'The photo is blurred. Hold the phone still, wait until it is sharp, and take it again.',
  },
  too_dark: {
    id: 'Foto terlalu gelap. Nyalakan lampu atau senter, lalu foto ulang.',
    en: 'The photo is too dark. Turn on a lamp or torch and take it again.',
  },
}

const CORNERS: readonly Record<Language, string>[] = [
  { id: 'sudut kiri atas', en: 'top left corner' },
  { id: 'sudut kanan atas', en: 'top right corner' },
  { id: 'sudut kanan bawah', en: 'bottom right corner' },
  { id: 'sudut kiri bawah', en: 'bottom left corner' },
]
const EDGES: Record<Language, string> = { id: 'tepinya', en: 'edges' }
const AND: Record<Language, string> = { id: ' dan ', en: ' and ' }

export function sayDoubt(doubt: Doubt, language: Language): string {
  const sentence = DOUBTS[doubt.code][language]
  if (doubt.code === 'sums_differ') return sentence.replace('{sum}', String(doubt.sum ?? NOTHING[language]))
  if (doubt.code !== 'marks_differ') return sentence
  const marks = doubt.marks.map(({ kind, value }) => `${MARKS[kind][language]} ${value ?? NOTHING[language]}`)
  return sentence.replace('{marks}', marks.join(', '))
}

/** One or two corners of a page that are cut off are named, else its edges. */
export function sayRefusal(code: RefusalCode, corners: readonly number[], language: Language): string {
  const named = corners.length >= 1 && corners.length <= 2
    ? corners.map((each) => CORNERS[each]?.[language] ?? EDGES[language]).join(AND[language])
    : EDGES[language]
  return REFUSALS[code][language].replace('{corner}', named)
}
