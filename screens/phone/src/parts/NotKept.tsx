/** Says that the phone was too full to keep the last step, and what to do; nothing where all is kept. */

import { say } from '@sirekap/kit/language'
import { full } from '../desk'
import { FAULTS } from '../words/faults'

export function NotKept() {
  if (!full.value) return null
  return (
    <p class="not-kept" role="alert">
      {say(FAULTS.notKept)}
    </p>
  )
}
