/** The desk's words in the language that the kit keeps. */

import { say } from '@sirekap/kit/language'
import { moment as at } from '@sirekap/kit/numbers'
import { WORDS, type Word } from './words'

export const w = (word: Word): string => say(WORDS[word])

/** The desk's clock is the rehearsal's own: western Indonesia. */
export const moment = (iso: string): string => at(iso, 'Asia/Jakarta')
