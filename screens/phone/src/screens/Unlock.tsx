/** The closed screen: the PIN opens it again. */

import { useState } from 'preact/hooks'
import { say } from '@sirekap/kit/language'
import { Page } from '../parts/Page'
import { unlock } from '../acts/lock'
import { a } from '../words/activate'
import { FAULTS } from '../words/faults'
import { PinInput } from './SetPin'

export function Unlock() {
  const [pin, setPin] = useState('')
  const [wrong, setWrong] = useState(false)
  const submit = async (event: Event) => {
    event.preventDefault()
    setWrong(!(await unlock(pin)))
    setPin('')
  }
  return (
    <Page
      title={a('unlockTitle')}
      action={
        <button type="submit" form="unlock-form" class="main">
          {a('unlock')}
        </button>
      }
    >
      <form id="unlock-form" onSubmit={(event) => void submit(event)}>
        <PinInput id="unlock-pin" label={a('pin')} value={pin} type={setPin} />
      </form>
      {wrong && (
        <p class="problem" role="alert">
          {say(FAULTS.wrongPin)}
        </p>
      )}
    </Page>
  )
}
