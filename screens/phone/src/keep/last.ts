/** The packet of the station that this phone works for: readable before anything else. */

import { openDB } from 'idb'
import type { KeptPacket } from './packet'

const opening = () => openDB('sirekap', 1, { upgrade: (base) => void base.createObjectStore('papers') })

export async function keptPacket(): Promise<KeptPacket | null> {
  return ((await (await opening()).get('papers', 'packet')) as KeptPacket | undefined) ?? null
}

export async function keepPacket(packet: KeptPacket): Promise<void> {
  const base = await opening()
  const work = base.transaction('papers', 'readwrite', { durability: 'strict' })
  await Promise.all([work.store.put(packet, 'packet'), work.done])
}
