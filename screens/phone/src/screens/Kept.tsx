/** The moment after signing: it is kept, and what can be done with it now. */

import { claims, sheetOf } from '../desk'
import { Page } from '../parts/Page'
import { go } from '../route'
import { k } from '../words/check'
import { NotFound } from './NotFound'

export function Kept({ id }: { readonly id: string }) {
  const claim = claims.value.find((each) => each.id === id)
  const sheet = claim && sheetOf(claim.contest)
  if (!claim || !sheet) return <NotFound />
  return (
    <Page
      title={k('keptTitle')}
      kind="kept"
      action={
        <>
          <button type="button" class="main" onClick={() => go()}>
            {k('toHome')}
          </button>
          {claim.blind.length > 0 && (
            <button type="button" class="quiet" onClick={() => go('kedua', 'minta', claim.id)}>
              {k('toSecond')}
            </button>
          )}
          <button type="button" class="quiet" onClick={() => go('kiriman', claim.id)}>
            {k('toQr')}
          </button>
        </>
      }
    >
      <p class="kept-mark" aria-hidden="true">
        ✓
      </p>
      <p class="lead" role="status" data-kept={claim.id}>
        {k('keptWhat', { contest: sheet.contest.name })}
      </p>
      {claim.blind.length > 0 && <p>{k('secondWanted', { count: claim.blind.length })}</p>}
      <p class="hint">{k('idShort', { id: claim.id.slice(0, 8).toUpperCase() })}</p>
    </Page>
  )
}
