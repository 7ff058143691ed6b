/** One signed claim: how far it is, its numbers, and every way in which it can travel. */

import { smsCount, toText, MOST_SMS } from '@sirekap/kit/claims/travel'
import { claimFile, copyFile, photoFiles, saveFile } from '../acts/copy-out'
import { saidOf, type Said } from '../acts/said'
import { claims, sheetOf } from '../desk'
import type { KeptClaim } from '../keep/model'
import { Page } from '../parts/Page'
import { ClaimQr } from '../parts/ClaimQr'
import { go } from '../route'
import { s } from '../words/send'
import { k } from '../words/check'
import { NotFound } from './NotFound'
import { Steps, claimTitle } from './Outbox'
import { Numbers } from './Sign'

export function Submission({ id }: { readonly id: string }) {
  const claim = claims.value.find((each) => each.id === id)
  if (!claim) return <NotFound />
  return <Shown claim={claim} />
}

function Shown({ claim }: { readonly claim: KeptClaim }) {
  const sheet = sheetOf(claim.contest)
  const now = saidOf(claim.contest)
  const said = now && [now.check, ...now.corrections].some((each) => each.id === claim.id) ? now : null
  const ours = claim.own && sheet && claim.kind !== 'blind' && claim.kind !== 'withdrawal'
  return (
    <Page title={claimTitle(claim)} under={<p class="under">{k('idShort', { id: claim.id.slice(0, 8).toUpperCase() })}</p>} back={() => go('kiriman')}>
      <div class="card">
        <Steps claim={claim} />
      </div>
      <section class="printed">
        <h2>{s('qrTitle')}</h2>
        <p class="hint">{s('qrHow')}</p>
        <ClaimQr claim={claim} label={s('qrTitle')} />
      </section>
      <Ways claim={claim} />
      {said && <WholeFiles said={said} />}
      {ours && claim.blind.length > 0 && (
        <p class="side">
          <button type="button" class="quiet" onClick={() => go('kedua', 'minta', claim.id)}>
            {k('toSecond')}
          </button>
        </p>
      )}
      {ours && (
        <p class="side">
          <button type="button" class="quiet" onClick={() => go('betulkan', claim.contest)}>
            {s('correct')}
          </button>
          <button type="button" class="quiet" onClick={() => go('tarik', claim.contest)}>
            {s('withdraw')}
          </button>
        </p>
      )}
      {sheet && <Numbers contest={sheet.contest} values={new Map(Object.entries(claim.values))} />}
    </Page>
  )
}

/** What a memory card can take: everything that is said now in one file, or the photos as they are. */
function WholeFiles({ said }: { readonly said: Said }) {
  const savePhotos = async () => {
    for (const each of await photoFiles(said.check)) saveFile(each)
  }
  return (
    <>
      <p class="hint">{s('filesHow')}</p>
      <p class="side">
        <button type="button" class="quiet" onClick={() => void copyFile(said).then(saveFile)}>
          {s('wholeFile')}
        </button>
        <button type="button" class="quiet" onClick={() => void savePhotos()}>
          {s('photoFiles')}
        </button>
      </p>
    </>
  )
}

function Ways({ claim }: { readonly claim: KeptClaim }) {
  const text = toText(claim.bare)
  const count = smsCount(text)
  return (
    <p class="side">
      {count <= MOST_SMS && (
        <a class="quiet" href={`sms:?&body=${encodeURIComponent(text)}`}>
          {s('sms', { count })}
        </a>
      )}
      <button type="button" class="quiet" onClick={() => saveFile(claimFile(claim))}>
        {s('file')}
      </button>
      <button type="button" class="quiet" onClick={() => print()}>
        {s('print')}
      </button>
    </p>
  )
}
