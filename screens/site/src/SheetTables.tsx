/** The numbers of one page of the form, each beside its boxes cut from the photo. */

import type { ComponentChildren } from 'preact'
import { Crop } from '@sirekap/kit/Crop'
import { say } from '@sirekap/kit/language'
import { whole } from '@sirekap/kit/numbers'
import { partOf } from '@sirekap/kit/place'
import { candidatesOf, choicesOf } from './choices'
import type { Contest, FormDocument, FormField, Photo, Section } from './documents'
import { Names } from './VotesTable'
import { w } from './words'

/** Numbers by field, null where the paper's field is empty; null as a whole until the section is confirmed. */
export type Values = Readonly<Record<string, number | null>> | null

interface Numbers {
  readonly contest: Contest
  readonly form: FormDocument
  readonly fields: readonly FormField[]
  readonly values: Values
  /** What to say in place of votes that are not confirmed; null says nothing. */
  readonly waiting: string | null
  readonly photo: Photo | undefined
  readonly open: (field: string) => void
  readonly title: string
}

export const fieldTitle = (section: Section, page: number): string =>
  `${w(section === 'votes' ? 'sectionVotes' : 'sectionAdministration')}, ${w('page', { page: String(page) })}`

const nameOf = (field: FormField): string => [say(field.row), say(field.column)].filter(Boolean).join(' ')

export function TicketsTable({ contest, form, fields, values, waiting, photo, open, title }: Numbers) {
  const choices = choicesOf(contest, form)
  return (
    <table class="sheet-numbers tickets" role="table">
      <caption class="unseen">{title}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col" class="ticket-number">{w('number')}</th>
          <th role="columnheader" scope="col">{w(contest.tickets.length > 0 ? 'ticket' : 'candidate')}</th>
          <th role="columnheader" scope="col">{w('onPaper')}</th>
          <th role="columnheader" scope="col" class="count">{w('count')}</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {fields.map((field) => {
          const ticket = choices.find((each) => field.name === each.field)
          return (
            <tr key={field.name} role="row">
              <td role="cell" class="ticket-number">{ticket?.number}</td>
              <th role="rowheader" scope="row">{ticket && <Names names={ticket.names} />}</th>
              <td role="cell" class="cut"><Boxes field={field} photo={photo} open={open} /></td>
              <td role="cell" class="count"><Number values={values} field={field} waiting={waiting} /></td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** One table a party: the party alone, its candidates, and all of them together. */
export function PartyTables({ contest, form, fields, values, waiting, photo, open }: Numbers) {
  const parties = choicesOf(contest, form)
  const numbers = [...new Set(fields.map((field) => parseInt(field.name.split('.')[1] ?? '', 10)))]
  return (
    <div class="sheet-parties">
      {numbers.map((number) => {
        const party = parties.find((each) => each.number === number)
        const own = fields.filter((field) => field.name === `votes.${number}` || field.name.startsWith(`votes.${number}.`))
        return (
          <table key={number} class="sheet-numbers tickets party-sheet" role="table">
            <caption>
              <span class="party-number">{number}</span> {party?.names[0]}
            </caption>
            <thead role="rowgroup" class="unseen">
              <tr role="row">
                <th role="columnheader" scope="col">{w('number')}</th>
                <th role="columnheader" scope="col">{w('candidate')}</th>
                <th role="columnheader" scope="col">{w('onPaper')}</th>
                <th role="columnheader" scope="col">{w('count')}</th>
              </tr>
            </thead>
            <tbody role="rowgroup">
              {own.map((field) => {
                const line = lineOf(form, number, field)
                return (
                  <tr key={field.name} role="row" class={line.kind}>
                    <td role="cell" class="ticket-number">{line.number}</td>
                    <th role="rowheader" scope="row">{line.name}</th>
                    <td role="cell" class="cut"><Boxes field={field} photo={photo} open={open} /></td>
                    <td role="cell" class="count"><Number values={values} field={field} waiting={waiting} /></td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        )
      })}
    </div>
  )
}

/** What a line of a party's page counts. */
function lineOf(form: FormDocument, party: number, field: FormField) {
  const part = field.name.split('.')[2]
  if (part === undefined) return { kind: 'party-sum', number: '', name: w('partySum') }
  if (part === '0') return { kind: 'party-alone', number: '', name: w('partyAlone') }
  const person = candidatesOf(form, party).find((each) => each.field === field.name)
  return { kind: 'person', number: part, name: person?.names[0] ?? '' }
}

/** Fields of one row of the form, by the row's name. */
function rowsOf(fields: readonly FormField[]): ReadonlyMap<string, readonly FormField[]> {
  const rows = new Map<string, FormField[]>()
  for (const field of fields) {
    const key = say(field.column) ? field.name.slice(0, field.name.lastIndexOf('.')) : field.name
    rows.set(key, [...(rows.get(key) ?? []), field])
  }
  return rows
}

export function RowsTable({ fields, values, photo, open, title }: Numbers) {
  const rows = rowsOf(fields)
  const columns = [...rows.values()].find((row) => row.length > 1) ?? []
  return (
    <table class="sheet-numbers rows" role="table">
      <caption class="unseen">{title}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">{w('item')}</th>
          {columns.map((field) => (
            <th key={field.name} role="columnheader" scope="col" class="count">{say(field.column)}</th>
          ))}
          {columns.length === 0 && <th role="columnheader" scope="col" class="count">{w('value')}</th>}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {[...rows].map(([key, row]) => (
          <tr key={key} role="row">
            <th role="rowheader" scope="row">{row[0] && say(row[0].row)}</th>
            {row.map((field) => (
              <td key={field.name} role="cell" class="count" {...(row.length === 1 && columns.length > 1 ? { colSpan: columns.length } : {})}>
                <Cell column={say(field.column)}>
                  <Boxes field={field} photo={photo} open={open} />
                  <Number values={values} field={field} waiting={null} />
                </Cell>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface CellParts {
  readonly column: string
  readonly children: ComponentChildren
}

const Cell = ({ column, children }: CellParts) => (
  <div class="cell" data-column={column}>{children}</div>
)

interface BoxesOf {
  readonly field: FormField
  readonly photo: Photo | undefined
  readonly open: (field: string) => void
}

function Boxes({ field, photo, open }: BoxesOf) {
  const quad = photo?.fields[field.name]
  if (!photo || !quad) return null
  const label = w('openField', { field: nameOf(field) })
  const { within, size_mm } = field.boxes
  return (
    <Crop photo={photo.path} quad={partOf(quad, within)} size={size_mm} label={label} open={() => open(field.name)} />
  )
}

interface NumberParts {
  readonly values: Values
  readonly field: FormField
  readonly waiting: string | null
}

/** The number; a dash where the section's state says why there is none yet. */
function Number({ values, field, waiting }: NumberParts) {
  if (values === null) return <span class="waiting">{waiting ?? '–'}</span>
  const value = values[field.name]
  if (value === null || value === undefined) return <span class="waiting">{w('empty')}</span>
  return <span class="figure">{whole(value)}</span>
}
