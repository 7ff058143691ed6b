/** What will be signed, once more in one view; then it is signed and kept, and says so. */

import { useState } from 'preact/hooks'
import { say } from '@sirekap/kit/language'
import { whole } from '@sirekap/kit/numbers'
import { contestWork, notes, pages, photoOf, sheetOf, station, type Sheet } from '../desk'
import type { KeptClaim, KeptPhoto } from '../keep/model'
import { fieldsOf, labelOf, namesOf, type PhoneContest } from '../keep/packet'
import { Page } from '../parts/Page'
import { go, replace } from '../route'
import { findings } from '../acts/judged'
import { nextPage, valuesNow } from '../acts/progress'
import { wordOf, type Word } from '../acts/sign'
import { utter } from '../acts/utter'
import { k } from '../words/check'
import { NotFound } from './NotFound'

export function Sign({ contest }: { readonly contest: string }) {
  const [state, setState] = useState<'asking' | 'signing' | 'not kept'>('asking')
  const sheet = sheetOf(contest)
  if (!sheet) return <NotFound />
  const sign = async () => {
    setState('signing')
    try {
      const claim = await signNow(sheet)
      replace('tersimpan', claim.id)
    } catch {
      setState('not kept')
    }
  }
  return <Ask sheet={sheet} state={state} sign={() => void sign()} />
}

async function signNow(sheet: Sheet): Promise<KeptClaim> {
  const word = await wordNow(sheet)
  if (!word) throw new Error('nothing to sign')
  return utter(word)
}

async function wordNow(sheet: Sheet): Promise<Word | null> {
  const code = station.value?.code
  const ours = pages.value.filter((each) => each.contest === sheet.contest.id && each.checked)
  if (!code || !ours.length) return null
  const photos = await Promise.all(ours.map((each) => photoOf(each.photo)))
  const held = photos.filter((each): each is KeptPhoto => each !== null)
  const at = { station: code, contest: sheet.contest }
  return wordOf(at, ours, held, contestWork(sheet.contest.id), flagsOf(sheet))
}

function flagsOf(sheet: Sheet): ReadonlySet<'incident' | 'objection'> {
  const flags = new Set<'incident' | 'objection'>()
  for (const note of notes.value.filter((each) => each.contest === sheet.contest.id)) {
    if (note.what === 'incidents' && note.body['kind'] !== 'none') flags.add('incident')
    if (note.what === 'objections') flags.add('objection')
  }
  return flags
}

interface Asked {
  readonly sheet: Sheet
  readonly state: 'asking' | 'signing' | 'not kept'
  readonly sign: () => void
}

function Ask({ sheet, state, sign }: Asked) {
  const values = valuesNow(sheet)
  const all = fieldsOf(sheet.contest).length
  const open = nextPage(sheet, 0)
  const marked = findings(sheet).filter((each) => each.severity === 'F' && each.answer).map((each) => each.code)
  return (
    <Page
      title={k('signTitle')}
      under={<p class="under">{sheet.contest.name}</p>}
      back={() => go()}
      action={
        open === null ? (
          <button type="button" class="main" disabled={state === 'signing' || !values.size} onClick={sign}>
            {state === 'signing' ? k('signing') : k('sign')}
          </button>
        ) : (
          <button type="button" class="main" onClick={() => go('periksa', sheet.contest.id, String(open))}>
            {k('beforeSign', { page: open })}
          </button>
        )
      }
    >
      {values.size ? <p class="lead">{k('signWhat')}</p> : <p class="lead">{k('nothing')}</p>}
      {values.size > 0 && values.size < all && <p class="hint">{k('partly', { said: values.size, all })}</p>}
      {marked.length > 0 && <p class="notice">{k('marked', { rules: [...new Set(marked)].join(', ') })}</p>}
      <Numbers contest={sheet.contest} values={values} />
    </Page>
  )
}

export function Numbers({ contest, values }: { readonly contest: PhoneContest; readonly values: ReadonlyMap<string, number | null> }) {
  const order = [...values.keys()].sort((one, other) => rank(one) - rank(other))
  return (
    <table class="numbers">
      <tbody>
        {order.map((field) => {
          const value = values.get(field)
          return (
            <tr key={field} class={field.startsWith('votes') ? 'vote' : ''}>
              <th scope="row">
                {say(labelOf(contest, field))}
                <span class="names">{namesOf(contest, field)}</span>
              </th>
              <td>{value === null || value === undefined ? k('emptyBox') : whole(value)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** Votes first, then their sums, then the rest as on the paper. */
function rank(field: string): number {
  if (field.startsWith('votes')) return 0
  return ['valid', 'invalid', 'cast'].includes(field) ? 1 : 2
}
