/** From a table of sayings to a function that says them in the language in force. */

import { fill, say, type Say } from '@sirekap/kit/language'

export type Values = Readonly<Record<string, string | number>>

export function speaks<const W extends Readonly<Record<string, Say>>>(words: W) {
  return (word: keyof W & string, values: Values = {}): string => {
    const texts = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]))
    return fill(say(words[word] as Say), texts)
  }
}
