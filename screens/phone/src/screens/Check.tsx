/**
 * One page, checked: doubtful numbers first, each beside its own boxes; what does not add up in words; then "all as on
 * the paper". In: a page's work. Out: the page checked, and on to the next, or to signing.
 */

import { useState } from 'preact/hooks'
import { PhotoViewer, type Shown } from '@sirekap/kit/PhotoViewer'
import { say } from '@sirekap/kit/language'
import { keepWork, pageWork, sheetOf, type Sheet } from '../desk'
import type { PageWork } from '../keep/model'
import { areaOf, labelOf, namesOf, pageFields, type PhoneField } from '../keep/packet'
import { FieldRow } from '../parts/FieldRow'
import { FieldCrop, usePhoto } from '../parts/FieldCrop'
import { Findings } from '../parts/Findings'
import { Pad } from '../parts/Pad'
import { Page } from '../parts/Page'
import { go, replace } from '../route'
import { findings, isDueAt, onPage } from '../acts/judged'
import { asked, nextPage } from '../acts/progress'
import { askOf, byNeed, say as tell, seenOf } from '../acts/values'
import { k } from '../words/check'
import { NotFound } from './NotFound'

export function Check({ contest, number }: { readonly contest: string; readonly number: number }) {
  const sheet = sheetOf(contest)
  const work = pageWork(contest, number)
  if (!sheet || !work) return <NotFound />
  return <CheckPage key={`${contest}/${number}`} sheet={sheet} work={work} />
}

function CheckPage({ sheet, work }: { readonly sheet: Sheet; readonly work: PageWork }) {
  const fields = pageFields(sheet.contest, work.page)
  // The order of need is that of the beginning: a number must not jump away under the thumb.
  const [order] = useState(() => byNeed(work, fields).map((each) => each.name))
  const [doubtful] = useState(() => new Set(fields.filter((each) => askOf(work, each.name) !== 'none').map((each) => each.name)))
  const [open, setOpen] = useState<PhoneField | null>(null)
  const [shown, setShown] = useState<string | null>(null)
  const told = onPage(findings(sheet), fields.map((each) => each.name)).filter((each) => isDueAt(sheet, each, work.page))
  const lit = new Set(told.filter((each) => !each.answer).flatMap((each) => each.fields))
  const rows = (names: readonly string[]) =>
    names.map((name) => {
      const field = fields.find((each) => each.name === name)
      return field && (
        <FieldRow
          key={name}
          sheet={sheet}
          work={work}
          field={field}
          lit={lit.has(name)}
          change={() => setOpen(field)}
          open={() => setShown(name)}
        />
      )
    })
  return (
    <Page
      title={k('title', { page: work.page })}
      under={<p class="under">{sheet.contest.name}</p>}
      back={() => go()}
      action={<Action sheet={sheet} work={work} unanswered={told.filter((each) => !each.answer).length} setOpen={setOpen} />}
    >
      <p class="lead" role="status">
        {status(sheet, work)}
      </p>
      <Findings contest={sheet.contest.id} findings={told} />
      {doubtful.size > 0 && (
        <>
          <h2>{k('doubtful')}</h2>
          <ul class="fields">{rows(order.filter((each) => doubtful.has(each)))}</ul>
        </>
      )}
      {doubtful.size < fields.length && (
        <>
          <h2>{k('sure')}</h2>
          <ul class="fields">{rows(order.filter((each) => !doubtful.has(each)))}</ul>
        </>
      )}
      <p class="side">
        <button type="button" class="quiet" onClick={() => setShown('')}>
          {k('whole')}
        </button>
        <button type="button" class="quiet" onClick={() => go('foto', sheet.contest.id, String(work.page))}>
          {k('retake')}
        </button>
      </p>
      {open && <Entry sheet={sheet} work={work} field={open} done={setOpen} />}
      {shown !== null && <Photo sheet={sheet} work={work} field={shown} close={() => setShown(null)} />}
    </Page>
  )
}

function status(sheet: Sheet, work: PageWork): string {
  const count = asked(sheet, work)
  if (!count) return Object.keys(work.said).length ? k('allSaid') : k('none')
  return work.reading ? k('left', { count }) : k('allTyped')
}

interface Actions {
  readonly sheet: Sheet
  readonly work: PageWork
  readonly unanswered: number
  readonly setOpen: (field: PhoneField) => void
}

function Action({ sheet, work, unanswered, setOpen }: Actions) {
  const open = pageFields(sheet.contest, work.page).filter((each) => askOf(work, each.name) !== 'none')
  const [first] = byNeed(work, open)
  if (first) {
    return (
      <button type="button" class="main" onClick={() => setOpen(first)}>
        {k('firstThese', { count: open.length })}
      </button>
    )
  }
  const done = async () => {
    await keepWork({ ...work, checked: true })
    const more = nextPage(sheet, work.page)
    if (more === null) replace('simpan', sheet.contest.id)
    else replace('periksa', sheet.contest.id, String(more))
  }
  return (
    <>
      {unanswered > 0 && <p class="hint">{k('openRules', { count: unanswered })}</p>}
      <button type="button" class="main" disabled={unanswered > 0} onClick={() => void done()}>
        {k('asPaper')}
      </button>
    </>
  )
}

interface Entered {
  readonly sheet: Sheet
  readonly work: PageWork
  readonly field: PhoneField
  readonly done: (next: PhoneField | null) => void
}

/** The pad for one number, and then for the next that is doubtful, so that a page is one run of the thumb. */
function Entry({ sheet, work, field, done }: Entered) {
  const seen = seenOf(work, field.name)
  const label = say(labelOf(sheet.contest, field.name))
  const take = async (value: number | null) => {
    const now = tell(work, field.name, value)
    await keepWork(now)
    const fields = pageFields(sheet.contest, work.page)
    const wasAsked = askOf(work, field.name) !== 'none'
    const [next] = byNeed(now, fields.filter((each) => askOf(now, each.name) !== 'none'))
    done(wasAsked ? (next ?? null) : null)
  }
  return (
    <Pad
      key={field.name}
      label={label}
      names={namesOf(sheet.contest, field.name)}
      boxes={field.digits}
      guess={seen ? seen.value : undefined}
      take={(value) => void take(value)}
      close={() => done(null)}
    >
      {seen && <FieldCrop photo={work.photo} area={seen.area} size={areaOf(sheet.form, field.name)} label={label} open={() => undefined} />}
    </Pad>
  )
}

interface Looked {
  readonly sheet: Sheet
  readonly work: PageWork
  readonly field: string
  readonly close: () => void
}

function Photo({ sheet, work, field, close }: Looked) {
  const address = usePhoto(work.photo)
  if (!address) return null
  const any = work.reading ? (Object.values(work.reading)[0]?.area ?? null) : null
  const shown: Shown = {
    photo: address,
    title: k('title', { page: work.page }) + (field ? `: ${say(labelOf(sheet.contest, field))}` : ''),
    up: any,
    at: seenOf(work, field)?.area ?? null,
  }
  return <PhotoViewer shown={shown} close={close} />
}
