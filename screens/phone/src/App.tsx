/**
 * Which screen is shown. In: what is kept, and where the person is. Out: one screen at a time, each with one main action.
 *
 * Invariant: nothing but activation and help is shown before the phone is somebody's; a closed lock hides everything.
 */

import { useEffect } from 'preact/hooks'
import { language } from '@sirekap/kit/language'
import { device, look, openPacket, packet } from './desk'
import { Banner } from './parts/Banner'
import { route } from './route'
import { sendingStarts } from './started'
import { locked, watchLock } from './acts/lock'
import { screenOf } from './screens/all'
import { Activate } from './screens/Activate'
import { Unlock } from './screens/Unlock'
import './app.css'

/** Reads what is kept; until that is done the first screen stays. */
export async function open(): Promise<void> {
  if (await openPacket()) {
    await look()
    await watchLock()
  }
  sendingStarts()
}

export function App() {
  useEffect(() => {
    document.documentElement.lang = language.value
  }, [language.value])
  const practice = packet.value?.election.practice ?? false
  useEffect(() => {
    document.documentElement.classList.toggle('practice', practice)
    const colour = document.querySelector<HTMLMetaElement>('meta[name="theme-color"]')
    if (colour) colour.content = practice ? '#5b2a86' : '#12324a'
  }, [practice])
  return (
    <>
      <Banner />
      {content()}
    </>
  )
}

/** What anybody may see on a phone that is nobody's. */
const OPEN = new Set(['bantuan', 'cocokkan'])

function content() {
  if (locked.value) return <Unlock />
  const [name = '', ...rest] = route.value
  if (!device.value) return OPEN.has(name) ? screenOf(name, rest) : <Activate />
  return screenOf(name, rest)
}
