/** How far the program is installed, in words and as a bar; its place is kept free from the start, so that nothing jumps. */

import { installed } from '../install'
import { first } from '../words/first'

export function InstallBar() {
  const now = installed.value
  if (now.state === 'unknown') return <div class="install" />
  if (now.state === 'fetching') {
    const share = Math.floor((100 * now.done) / now.all)
    const words = first('fetching', { share: String(share) })
    return (
      <div class="install">
        <p id="install-words">{words}</p>
        <progress max={100} value={share} aria-labelledby="install-words" />
      </div>
    )
  }
  return (
    <p class="install" role="status">
      {now.state === 'ready' ? first('ready') : first(now.why)}
    </p>
  )
}
