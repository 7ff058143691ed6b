/**
 * This phone's officer gives their word: it is signed, kept, shown, and on its way.
 *
 * In: a word. Out: the kept claim. Invariant: it is on the flash before the promise is fulfilled; sending is never
 * waited for.
 */

import { base, device, look, packet } from '../desk'
import { running } from '../install'
import type { KeptClaim } from '../keep/model'
import { send, wakeLater } from '../sending'
import { signWord, type PagesAfter, type Word } from './sign'

const LONGEST_NAME = 32

export async function utter(word: Word, pages?: PagesAfter): Promise<KeptClaim> {
  if (!packet.value || !device.value) throw new Error('not activated')
  const app = `hp-${running.value?.version ?? 'dev'}`.slice(0, LONGEST_NAME)
  const made = await signWord({ base: await base(), packet: packet.value, device: device.value, app }, word, pages)
  await look()
  void wakeLater()
  void send()
  return made
}
