/** Which language the pages speak: Indonesian unless a person chose English, and then remembered. */

import { signal } from '@preact/signals'

export type Language = 'id' | 'en'
/** The same words in each language. */
export type Say = Readonly<Record<Language, string>>

const KEPT = 'sirekap.language'

function remembered(): Language {
  try {
    return localStorage.getItem(KEPT) === 'en' ? 'en' : 'id'
  } catch {
    return 'id'
  }
}

export const language = signal<Language>(remembered())

export function choose(chosen: Language): void {
  language.value = chosen
  try {
    localStorage.setItem(KEPT, chosen)
  } catch {
    // A browser that keeps nothing still switches for now.
  }
}

export const say = (words: Say): string => words[language.value]

/** Put values into the places `{name}` of a sentence. */
export function fill(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place)
}
