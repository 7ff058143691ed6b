/** From the paper voucher to this officer's phone: scan or type, see who it is for, set the screen's lock. */

import { useEffect, useState } from 'preact/hooks'
import { LanguageSwitch } from '@sirekap/kit/LanguageSwitch'
import { say, type Say } from '@sirekap/kit/language'
import { look, packet } from '../desk'
import { homeScreen } from '../install'
import { placeOf } from '../keep/packet'
import { InstallBar } from '../parts/InstallBar'
import { Page } from '../parts/Page'
import { Scanner } from '../parts/Scanner'
import { go, route } from '../route'
import { sendingStarts } from '../started'
import { activate, prepare, scanned, typed, type Found, type Voucher } from '../acts/activate'
import { a } from '../words/activate'
import { r } from '../words/around'
import { SetPin } from './SetPin'

type Step = 'start' | 'scan' | 'type' | 'pin'

export function Activate() {
  const [step, setStep] = useState<Step>('start')
  const [voucher, setVoucher] = useState<Voucher | null>(null)
  const [fault, setFault] = useState<Say | null>(null)
  const take = (found: Found | null) => {
    if (!found) return
    if ('fault' in found) return setFault(found.fault)
    setFault(null)
    setVoucher(found.found)
  }
  const to = (next: Step) => {
    setFault(null)
    setStep(next)
  }
  if (step === 'pin') return <SetPin done={() => void begin()} />
  if (voucher) return <Sure voucher={voucher} no={() => setVoucher(null)} yes={() => setStep('pin')} />
  if (step === 'scan') return <ScanVoucher fault={fault} take={take} back={() => to('start')} />
  if (step === 'type') return <TypeCode fault={fault} take={take} back={() => to('start')} />
  return <Start to={to} />
}

async function begin(): Promise<void> {
  await look()
  go()
  sendingStarts()
}

function Start({ to }: { readonly to: (step: Step) => void }) {
  return (
    <Page
      title={a('title')}
      under={<p class="under">{packet.value?.election.name}</p>}
      action={
        <>
          <button type="button" class="main" onClick={() => to('scan')}>
            {a('scan')}
          </button>
          <button type="button" class="quiet" onClick={() => to('type')}>
            {a('type')}
          </button>
        </>
      }
    >
      <p class="lead">{a('intro')}</p>
      <Prepare />
      <InstallBar />
      <p>
        <a href="#/bantuan">{a('guide')}</a>
      </p>
      {packet.value && (
        <p>
          <a href="#/cocokkan">{r('verifyTitle')}</a>
        </p>
      )}
      <LanguageSwitch />
      {homeScreen.value && (
        <button type="button" class="quiet" onClick={() => void homeScreen.value?.()}>
          {a('putHome')}
        </button>
      )}
    </Page>
  )
}

/** The station's data, fetched ahead of the voucher, by its code or by the link that names it. */
function Prepare() {
  const named = route.value[0] === 'tps' ? (route.value[1] ?? '') : ''
  const [code, setCode] = useState(named)
  const [fault, setFault] = useState<Say | null>(null)
  const fetchNow = async (wanted: string) => setFault(await prepare(wanted))
  useEffect(() => {
    if (named && packet.value?.station.code !== named) void fetchNow(named)
  }, [named])
  if (packet.value) {
    return (
      <p class="good" role="status" data-packet={packet.value.station.code}>
        ✓ {a('fetched', { place: placeOf(packet.value) })}
      </p>
    )
  }
  const submit = (event: Event) => {
    event.preventDefault()
    void fetchNow(code.trim())
  }
  return (
    <details open={fault !== null}>
      <summary>{a('fetchTitle')}</summary>
      <p class="hint">{a('fetchHow')}</p>
      <form onSubmit={submit}>
        <label for="station">{a('stationCode')}</label>
        <input id="station" inputMode="numeric" maxLength={13} value={code} onInput={(event) => setCode(event.currentTarget.value)} />
        <p>
          <button type="submit" class="quiet">
            {a('fetch')}
          </button>
        </p>
      </form>
      {fault && (
        <p class="problem" role="alert">
          {say(fault)}
        </p>
      )}
    </details>
  )
}

interface Way {
  readonly fault: Say | null
  readonly take: (found: Found | null) => void
  readonly back: () => void
}

function ScanVoucher({ fault, take, back }: Way) {
  return (
    <Page title={a('scanTitle')} back={back}>
      <p>{a('scanHow')}</p>
      <Scanner label={a('scanTitle')} take={(text) => void scanned(text).then(take)} />
      {fault && (
        <p class="problem" role="alert">
          {say(fault)}
        </p>
      )}
    </Page>
  )
}

function TypeCode({ fault, take, back }: Way) {
  const [code, setCode] = useState('')
  const submit = async (event: Event) => {
    event.preventDefault()
    take(await typed(code))
  }
  return (
    <Page
      title={a('typeTitle')}
      back={back}
      action={
        <button type="submit" form="code-form" class="main">
          {a('go')}
        </button>
      }
    >
      <form id="code-form" onSubmit={(event) => void submit(event)}>
        <label for="code">{a('code')}</label>
        <p id="code-hint" class="hint">
          {a('codeHint')}
        </p>
        <input
          id="code"
          class="code"
          value={code}
          autocapitalize="characters"
          autocomplete="off"
          spellcheck={false}
          aria-describedby="code-hint"
          aria-invalid={fault !== null}
          onInput={(event) => setCode(event.currentTarget.value)}
        />
      </form>
      {fault && (
        <p class="problem" role="alert">
          {say(fault)}
        </p>
      )}
    </Page>
  )
}

interface Asked {
  readonly voucher: Voucher
  readonly no: () => void
  readonly yes: () => void
}

function Sure({ voucher, no, yes }: Asked) {
  const [fault, setFault] = useState<Say | null>(null)
  const [busy, setBusy] = useState(false)
  const { place, role, number } = voucher.paper.voucher
  const accept = async () => {
    setBusy(true)
    const made = await activate(voucher)
    setBusy(false)
    if ('key' in made) yes()
    else setFault(made)
  }
  return (
    <Page
      title={a('sureTitle')}
      back={no}
      action={
        <>
          <button type="button" class="main" disabled={busy} onClick={() => void accept()}>
            {a('yes')}
          </button>
          <button type="button" class="quiet" onClick={no}>
            {a('no')}
          </button>
        </>
      }
    >
      <div class="card big">
        <p class="strong">{role === 'officer' ? a('officer', { number }) : a('other', { role })}</p>
        <p>{packet.value ? placeOf(packet.value) : place}</p>
      </div>
      <p>{a('notYours')}</p>
      {fault && (
        <p class="problem" role="alert">
          {say(fault)}
        </p>
      )}
    </Page>
  )
}
