/** Sets the PIN of the screen's lock, or leaves it out; says what the PIN is and what it is not. */

import { useState } from 'preact/hooks'
import { Page } from '../parts/Page'
import { LONGEST, SHORTEST, setPin } from '../acts/lock'
import { a } from '../words/activate'

const onlyDigits = (text: string) => text.replace(/\D/g, '').slice(0, LONGEST)

export function SetPin({ done }: { readonly done: () => void }) {
  const [pin, setOne] = useState('')
  const [again, setTwo] = useState('')
  const [fault, setFault] = useState('')
  const submit = async (event: Event) => {
    event.preventDefault()
    if (pin.length < SHORTEST) return setFault(a('pinShort'))
    if (pin !== again) return setFault(a('pinDiffers'))
    await setPin(pin)
    done()
  }
  return (
    <Page
      title={a('pinTitle')}
      action={
        <>
          <button type="submit" form="pin-form" class="main">
            {a('setPin')}
          </button>
          <button type="button" class="quiet" onClick={done}>
            {a('noPin')}
          </button>
        </>
      }
    >
      <p>{a('pinWhat')}</p>
      <form id="pin-form" onSubmit={(event) => void submit(event)}>
        <PinInput id="pin" label={a('pin')} value={pin} type={setOne} />
        <PinInput id="pin-again" label={a('pinAgain')} value={again} type={setTwo} />
      </form>
      {fault && (
        <p class="problem" role="alert">
          {fault}
        </p>
      )}
    </Page>
  )
}

interface Input {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly type: (pin: string) => void
}

export function PinInput({ id, label, value, type }: Input) {
  return (
    <p>
      <label for={id}>{label}</label>
      <input
        id={id}
        class="pin"
        type="password"
        inputMode="numeric"
        autocomplete="off"
        value={value}
        onInput={(event) => type(onlyDigits(event.currentTarget.value))}
      />
    </p>
  )
}
