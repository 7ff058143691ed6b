/** The second officer keys the numbers that are asked from the paper, having seen nobody else's, and signs. */

import { useEffect, useState } from 'preact/hooks'
import { readBlindRequest, type BlindRequest } from '@sirekap/kit/claims/blind-request'
import { toQr } from '@sirekap/kit/claims/travel'
import { say, type Say } from '@sirekap/kit/language'
import { whole } from '@sirekap/kit/numbers'
import { base, device, look, packet, sheetOf, station, type Sheet } from '../desk'
import type { KeptClaim } from '../keep/model'
import { fieldsOf, labelOf, namesOf, type PhoneField } from '../keep/packet'
import { Pad } from '../parts/Pad'
import { Page } from '../parts/Page'
import { QrParts } from '../parts/QrParts'
import { Scanner } from '../parts/Scanner'
import { go } from '../route'
import { send } from '../sending'
import { signWord } from '../acts/sign'
import { k } from '../words/check'
import { FAULTS } from '../words/faults'
import { s } from '../words/send'
import { appVersion } from './Sign'

export function Blind() {
  const [asked, setAsked] = useState<BlindRequest | null>(null)
  const [fault, setFault] = useState<Say | null>(null)
  const sheet = asked && sheetOf(asked.contest)
  if (asked && sheet) return <Keying sheet={sheet} asked={asked} />
  const take = (text: string) => {
    const request = readBlindRequest(text)
    if (!request) return
    const found = isOurs(request)
    setFault(found ? null : FAULTS.otherForm)
    if (found) setAsked(request)
  }
  return (
    <Page title={s('scanRequest')} back={() => go('kedua')}>
      <p>{s('scanRequestHow')}</p>
      <Scanner label={s('scanRequest')} take={take} />
      {fault && (
        <p class="problem" role="alert">
          {say(fault)}
        </p>
      )}
    </Page>
  )
}

function isOurs(request: BlindRequest): boolean {
  const sheet = sheetOf(request.contest)
  return (
    sheet !== null &&
    request.station === station.value?.code &&
    (packet.value?.election.id.startsWith(request.election) ?? false) &&
    sheet.contest.form.hash.startsWith(request.form)
  )
}

function Keying({ sheet, asked }: { readonly sheet: Sheet; readonly asked: BlindRequest }) {
  const [values, setValues] = useState<ReadonlyMap<string, number | null>>(new Map())
  const [open, setOpen] = useState<PhoneField | null>(null)
  const [made, setMade] = useState<KeptClaim | null>(null)
  const order = fieldsOf(sheet.contest)
  const all = sheet.contest.fields
  const fields = asked.fields.flatMap((at) => all.find((each) => each.name === order[at]) ?? [])
  if (made) return <ShowAnswer claim={made} />
  const left = fields.filter((each) => !values.has(each.name))
  const take = (field: PhoneField, value: number | null) => {
    const now = new Map(values).set(field.name, value)
    setValues(now)
    setOpen(fields.find((each) => !now.has(each.name)) ?? null)
  }
  const act = async () => {
    if (left[0]) setOpen(left[0])
    else setMade(await signEntry(sheet, asked, values))
  }
  return (
    <Page
      title={s('blindTitle')}
      under={<p class="under">{sheet.contest.name}</p>}
      back={() => go('kedua')}
      action={
        <button type="button" class="main" onClick={() => void act()}>
          {left.length ? s('blindLeft', { count: left.length }) : s('blindSign')}
        </button>
      }
    >
      <p class="lead">{s('blindHow', { contest: sheet.contest.name })}</p>
      <ul class="fields">
        {fields.map((field) => (
          <li key={field.name} class="field">
            <button type="button" class="field-value" onClick={() => setOpen(field)}>
              <span class="field-label">
                {say(labelOf(sheet.contest, field.name))}
                <span class="names">{namesOf(sheet.contest, field.name)}</span>
              </span>
              <span class="field-number">{shown(values, field.name)}</span>
            </button>
          </li>
        ))}
      </ul>
      {open && (
        <Pad
          key={open.name}
          label={say(labelOf(sheet.contest, open.name))}
          names={namesOf(sheet.contest, open.name)}
          boxes={open.digits}
          guess={undefined}
          take={(value) => take(open, value)}
          close={() => setOpen(null)}
        />
      )}
    </Page>
  )
}

function shown(values: ReadonlyMap<string, number | null>, field: string): string {
  const value = values.get(field)
  if (value === undefined) return '?'
  return value === null ? k('emptyBox') : whole(value)
}

async function signEntry(sheet: Sheet, asked: BlindRequest, values: ReadonlyMap<string, number | null>): Promise<KeptClaim> {
  if (!packet.value || !device.value) throw new Error('not activated')
  const word = {
    station: asked.station,
    contest: sheet.contest,
    version: asked.version,
    kind: 'blind' as const,
    flags: new Set<never>(),
    values,
    photos: [],
    readings: [],
    reasons: new Map<string, string>(),
    reason: '',
    withdrawn: [],
    blind: [],
  }
  const made = await signWord({ base: await base(), packet: packet.value, device: device.value, app: appVersion() }, word)
  await look()
  void send()
  return made
}

function ShowAnswer({ claim }: { readonly claim: KeptClaim }) {
  const [texts, setTexts] = useState<readonly string[]>([])
  useEffect(() => {
    void toQr(claim.signed).then(setTexts)
  }, [claim.id])
  return (
    <Page
      title={k('keptTitle')}
      action={
        <button type="button" class="main" onClick={() => go()}>
          {s('done')}
        </button>
      }
    >
      <p class="lead" role="status" data-kept={claim.id}>
        {s('showAnswer')}
      </p>
      <QrParts texts={texts} label={s('showAnswer')} />
    </Page>
  )
}
