/** An address that leads nowhere, and the way home. */

import { Page } from '../parts/Page'
import { go } from '../route'
import { h } from '../words/home'

export function NotFound() {
  return (
    <Page
      title={h('notFound')}
      action={
        <button type="button" class="main" onClick={() => go()}>
          {h('home')}
        </button>
      }
    >
      <p />
    </Page>
  )
}
