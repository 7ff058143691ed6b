/** For witnesses, the supervisor and anyone else: scan a copy's code and see what it proves. No account, no network. */

import { useEffect, useRef, useState } from 'preact/hooks'
import { NOTHING_COLLECTED, collect, type Collected } from '@sirekap/kit/claims/travel'
import { say } from '@sirekap/kit/language'
import { packet } from '../desk'
import { placeOf } from '../keep/packet'
import { Page } from '../parts/Page'
import { Scanner } from '../parts/Scanner'
import { go } from '../route'
import { HANDED_FILES } from '../acts/handed'
import { verify, verifyFile, type Verdict } from '../acts/verify'
import { r } from '../words/around'
import { s } from '../words/send'
import { k } from '../words/check'
import { Numbers } from './Sign'

export function Verify() {
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const [progress, setProgress] = useState('')
  const collected = useRef<Collected>(NOTHING_COLLECTED)
  const take = async (text: string) => {
    const scanned = collect(collected.current, text)
    if (!scanned.progress) return
    collected.current = scanned.collected
    setProgress(s('partsHeld', scanned.progress))
    if (scanned.whole) setVerdict(await verify(scanned.whole))
  }
  const file = async (input: HTMLInputElement) => {
    const [chosen] = Array.from(input.files ?? [])
    if (chosen) setVerdict(await verifyFile(chosen))
    input.value = ''
  }
  return (
    <Page
      title={r('verifyTitle')}
      under={packet.value && <p class="under">{placeOf(packet.value)}</p>}
      back={() => go()}
      action={
        verdict && (
          <button type="button" class="main" onClick={() => setVerdict(null)}>
            {r('verifyAnother')}
          </button>
        )
      }
    >
      {!verdict && (
        <>
          <p>{r('verifyHow')}</p>
          <Scanner label={r('verifyTitle')} take={(text) => void take(text)} />
          <p role="status">{progress}</p>
          <label class="file-button">
            {s('carryFile')}
            <input type="file" accept={HANDED_FILES} onChange={(event) => void file(event.currentTarget)} />
          </label>
        </>
      )}
      {verdict && <Proven verdict={verdict} />}
    </Page>
  )
}

function Proven({ verdict }: { readonly verdict: Verdict }) {
  if (verdict.is === 'not proven') {
    return (
      <p class="problem lead" role="alert">
        {say(verdict.say)}
      </p>
    )
  }
  const { claim, id } = verdict.signed
  return (
    <div role="status" data-proven={id}>
      <p class="good lead">✓ {r('verifySound')}</p>
      <dl class="proof">
        <dt>{r('verifyStation')}</dt>
        <dd>{claim.station}</dd>
        <dt>{r('verifyBy')}</dt>
        <dd>{verdict.account}</dd>
        <dt>{s(claim.kind)}</dt>
        <dd>{k('idShort', { id: id.slice(0, 16).toUpperCase() })}</dd>
      </dl>
      {verdict.contest && <Numbers contest={verdict.contest} values={verdict.values} />}
      {verdict.photos.map((each) => (
        <HandedPhoto key={each.sha256} jpeg={each.jpeg} page={each.page} />
      ))}
      <p class="hint">{r('verifyLater')}</p>
    </div>
  )
}

/** A photo that came with a copy, beside its numbers. */
function HandedPhoto({ jpeg, page }: { readonly jpeg: ArrayBuffer; readonly page: number }) {
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([jpeg], { type: 'image/jpeg' }))
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [jpeg])
  return address ? <img class="handed" src={address} alt={s('photoOf', { page })} /> : null
}
