/** The codes of one claim: one stands still, several take turns by themselves and by hand. */

import { useEffect, useState } from 'preact/hooks'
import { s } from '../words/send'
import { Qr } from './Qr'

const TURN = 1_500

export function QrParts({ texts, label }: { readonly texts: readonly string[]; readonly label: string }) {
  const [at, setAt] = useState(0)
  const [still, setStill] = useState(false)
  useEffect(() => {
    if (texts.length < 2 || still) return
    const timer = setInterval(() => setAt((now) => (now + 1) % texts.length), TURN)
    return () => clearInterval(timer)
  }, [texts.length, still])
  const text = texts[at]
  if (text === undefined) return null
  return (
    <figure class="qr-parts">
      <Qr text={text} label={`${label} ${at + 1}/${texts.length}`} />
      {texts.length > 1 && (
        <figcaption>
          <span>{s('part', { at: at + 1, all: texts.length })}</span>
          <button type="button" class="quiet" onClick={() => setStill(!still)}>
            {still ? s('turnOn') : s('turnOff')}
          </button>
          <button type="button" class="quiet" onClick={() => setAt((at + 1) % texts.length)}>
            {s('nextPart')}
          </button>
        </figcaption>
      )}
    </figure>
  )
}
