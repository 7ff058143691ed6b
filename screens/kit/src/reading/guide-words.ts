// What the camera says, in words. In: an advice. Out: a short sentence in Indonesian or English, readable at arm's
// length. Every code has both.

import type { Advice, AdviceCode } from './guide.ts'
import type { Language } from './doubt.ts'

const SAY: Record<AdviceCode, Record<Language, string>> = {
  no_page: { id: 'Arahkan ke satu halaman formulir', en: 'Point at one page of a form' },
  more_light: { id: 'Kurang terang. Nyalakan lampu atau senter', en: 'Too dark. Turn on a lamp or torch' },
  corner_missing: { id: 'Belum terlihat: {corner}', en: 'Not in view: {corner}' },
  closer: { id: 'Lebih dekat', en: 'Closer' },
  straighten: { id: 'Pegang sejajar dengan kertas', en: 'Hold it level with the paper' },
  hold_still: { id: 'Tahan, jangan bergerak', en: 'Hold still' },
  good: { id: 'Bagus, foto diambil', en: 'Good, taking the photo' },
}

const CORNERS: readonly Record<Language, string>[] = [
  { id: 'sudut kiri atas', en: 'top left corner' },
  { id: 'sudut kanan atas', en: 'top right corner' },
  { id: 'sudut kanan bawah', en: 'bottom right corner' },
  { id: 'sudut kiri bawah', en: 'bottom left corner' },
]
const AND: Record<Language, string> = { id: ' dan ', en: ' and ' }
const SEVERAL: Record<Language, string> = { id: 'beberapa sudut', en: 'several corners' }

export function sayAdvice({ code, corners }: Pick<Advice, 'code' | 'corners'>, language: Language): string {
  const named = corners.length <= 2 ? corners.map((each) => CORNERS[each]?.[language] ?? '').join(AND[language]) : SEVERAL[language]
  return SAY[code][language].replace('{corner}', named)
}
