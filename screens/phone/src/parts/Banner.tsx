/** What stands above every screen: that this is practice, where it is, and how sending goes. */

import { device, packet, waiting, claims } from '../desk'
import { go } from '../route'
import { line } from '../sending'
import { locked } from '../acts/lock'
import { h } from '../words/home'
import { NotKept } from './NotKept'

export function Banner() {
  return (
    <aside class="banner" aria-label={h('state')}>
      {packet.value?.election.practice && <p class="practice-band">{h('practice')}</p>}
      <NotKept />
      {device.value && !locked.value && claims.value.length > 0 && (
        <div role="status">
          <button type="button" class={`line line-${stateOf()}`} onClick={() => go('kiriman')}>
            {wordsOf()}
          </button>
        </div>
      )}
    </aside>
  )
}

function stateOf(): 'sending' | 'waiting' | 'done' {
  if (!waiting.value.length) return 'done'
  return line.value === 'sending' ? 'sending' : 'waiting'
}

function wordsOf(): string {
  const state = stateOf()
  if (state === 'done') return h('lineDone')
  return state === 'sending' ? h('lineSending') : h('lineWaiting', { count: waiting.value.length })
}
