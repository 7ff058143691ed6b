/**
 * One number, typed by a thumb: its boxes large above, the digits below; the reader's own guess is one tap.
 *
 * Invariant: the number cannot be longer than the boxes on the paper; empty boxes are said to be empty, never zero.
 */

import { useEffect, useRef, useState } from 'preact/hooks'
import { whole } from '@sirekap/kit/numbers'
import type { ComponentChildren } from 'preact'
import { k } from '../words/check'
import { NotKept } from './NotKept'

interface Entry {
  readonly label: string
  readonly names: string
  readonly boxes: number
  /** What the reader thinks it says; undefined where it has no guess, or must not be shown. */
  readonly guess: number | null | undefined
  readonly children?: ComponentChildren
  readonly take: (value: number | null) => void
  readonly close: () => void
}

export function Pad({ label, names, boxes, guess, children, take, close }: Entry) {
  const sheet = useRef<HTMLDialogElement>(null)
  const [digits, setDigits] = useState('')
  useEffect(() => {
    if (!sheet.current?.open) sheet.current?.showModal()
  }, [])
  const press = (digit: string) => setDigits((now) => (now.length < boxes ? `${now}${digit}` : now))
  const type = (event: KeyboardEvent) => {
    if (/^\d$/.test(event.key)) press(event.key)
    else if (event.key === 'Backspace') setDigits((now) => now.slice(0, -1))
    else if (event.key === 'Enter' && digits) take(Number(digits))
    else return
    event.preventDefault()
  }
  return (
    <dialog ref={sheet} class="pad" aria-labelledby="pad-title" onClose={close} onKeyDown={type}>
      <header class="pad-head">
        <div>
          <p class="pad-title">{k('padTitle')}</p>
          <h2 id="pad-title">{label}</h2>
          {names && <p class="names">{names}</p>}
        </div>
        <button type="button" class="quiet small" onClick={close}>
          {k('close')}
        </button>
      </header>
      <NotKept />
      <div class="pad-crop">{children}</div>
      <div class="pad-number" role="status" aria-label={k('number')}>
        {Array.from({ length: boxes }, (_, at) => (
          <span key={at} class="pad-box">
            {digits.padStart(boxes, ' ')[at]?.trim() ?? ''}
          </span>
        ))}
      </div>
      {guess !== undefined && !digits && (
        <button type="button" class="quiet guess" onClick={() => take(guess)}>
          {k('same', { value: guess === null ? k('emptyBox') : whole(guess) })}
        </button>
      )}
      <div class="keys">
        {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => (
          <button key={digit} type="button" onClick={() => press(digit)}>
            {digit}
          </button>
        ))}
        <button type="button" class="key-word" onClick={() => setDigits(digits.slice(0, -1))}>
          {k('erase')}
        </button>
        <button type="button" onClick={() => press('0')}>
          0
        </button>
        <button type="button" class="key-word key-take" disabled={!digits} onClick={() => take(Number(digits))}>
          {k('take')}
        </button>
      </div>
      <button type="button" class="quiet key-empty" onClick={() => take(null)}>
        {k('empty')}
      </button>
    </dialog>
  )
}
