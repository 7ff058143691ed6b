// The checks behind the rules: sums that the form prints, and one number held against another or against what was
// known. In: a `Case`. Out: what does not hold, in words with its numbers. Nothing is judged where a number is missing.

import type { Language, Say } from '../language'
import { matching, number, numbers, sum, type Broken, type Case, type Check } from './case.ts'
import { column, row, whole } from './words.ts'

const both = (write: (language: Language) => string): Say => ({ id: write('id'), en: write('en') })
const SEXES = ['male', 'female', 'total'] as const
const DPT = 'registered.listed.total'
const RECEIVED = 'ballots.received'
const BOUND_BY_BALLOTS = ['votes.*', 'valid', 'invalid', 'cast', 'turnout.total.total', 'ballots.used']
/** Ballots by which a reserve may differ for the way it was rounded. */
const RESERVE_ROUNDING = 1

/** All sums of the form that stand behind a rule. */
export function addsUp(code: string): Check {
  return (of) => {
    return of.form.identities
      .filter((each) => each.rule === code)
      .flatMap(({ parts, total }) => {
        const found = numbers(of, parts)
        const written = number(of, total)
        if (!found || written === null || sum(found) === written) return []
        return [{ fields: [total, ...parts], says: both((language) => sentence(parts, found, total, written, language)) }]
      })
  }
}

function sentence(parts: readonly string[], found: readonly number[], total: string, written: number, language: Language): string {
  const bySex = parts.every((part) => row(part, language) === row(total, language))
  const terms = found.map((each, at) => `${bySex ? column(parts[at] ?? '', language) : ''} ${each}`.trim()).join(' + ')
  const name = bySex ? row(total, language) : whole(total, language)
  return `${name}: ${terms} = ${sum(found)}, ${language === 'id' ? 'tertulis' : 'written'} ${written}`
}

export function equal(left: string, right: string): Check {
  return (of) => {
    const [a, b] = [number(of, left), number(of, right)]
    if (a === null || b === null || a === b) return []
    return [{ fields: [left, right], says: both((language) => `${whole(left, language)} ${a} ≠ ${whole(right, language)} ${b}`) }]
  }
}

/** The first of each pair is at most the second; `.*` stands for men, women and both. */
export function atMost(...pairs: readonly (readonly [string, string])[]): Check {
  const spelled = pairs.flatMap(([smaller, larger]) => {
    if (!smaller.endsWith('.*')) return [[smaller, larger] as const]
    return SEXES.map((sex) => [smaller.slice(0, -1) + sex, larger.slice(0, -1) + sex] as const)
  })
  return (of) => spelled.flatMap(([smaller, larger]) => exceeds(of, smaller, larger))
}

function exceeds(of: Case, smaller: string, larger: string): readonly Broken[] {
  const [a, b] = [number(of, smaller), number(of, larger)]
  if (a === null || b === null || a <= b) return []
  return [{ fields: [smaller, larger], says: both((language) => `${whole(smaller, language)} ${a} > ${whole(larger, language)} ${b}`) }]
}

export const votesWithin: Check = (of) => [
  ...matching(of, 'votes.*').flatMap((vote) => exceeds(of, vote, 'valid')),
  ...exceeds(of, 'valid', 'cast'),
  ...exceeds(of, 'cast', RECEIVED),
]

export const ballotsAsDelivered: Check = (of) => {
  const received = number(of, RECEIVED)
  const listed = number(of, DPT)
  const delivered = of.known.ballots_delivered
  if (received === null) return []
  if (delivered !== null) {
    if (received === delivered) return []
    const says = { id: `surat suara diterima ${received}, dikirim ${delivered}`, en: `ballots received ${received}, delivered ${delivered}` }
    return [{ fields: [RECEIVED], says }]
  }
  return listed === null ? [] : reserve(received, listed, of.limits.reserve_permille)
}

function reserve(received: number, listed: number, permille: number): readonly Broken[] {
  const extra = Math.ceil((listed * permille) / 1000)
  const due = listed + extra
  if (Math.abs(received - due) <= RESERVE_ROUNDING) return []
  const says = {
    id: `surat suara diterima ${received}; DPT ${listed} + cadangan ${extra} = ${due}`,
    en: `ballots received ${received}; list ${listed} + reserve ${extra} = ${due}`,
  }
  return [{ fields: [RECEIVED, DPT], says }]
}

export const withinCap: Check = (of) => {
  const listed = number(of, DPT)
  const cap = of.limits.voter_cap
  if (listed === null || listed <= cap) return []
  return [{ fields: [DPT], says: { id: `DPT ${listed}, batas per TPS ${cap}`, en: `voters on the list ${listed}, limit ${cap}` } }]
}

export const withinDelivery: Check = (of) => {
  const delivered = of.known.ballots_delivered
  if (delivered === null) return []
  const single = matching(of, ...BOUND_BY_BALLOTS).flatMap((field) => {
    const value = number(of, field)
    if (value === null || value <= delivered) return []
    const says = {
      id: `${whole(field, 'id')} ${value} > surat suara dikirim ${delivered}`,
      en: `${whole(field, 'en')} ${value} > ballots delivered ${delivered}`,
    }
    return [{ fields: [field], says }]
  })
  return [...single, ...votesOver(of, delivered)]
}

function votesOver(of: Case, delivered: number): readonly Broken[] {
  return of.form.identities.flatMap(({ rule, parts }) => {
    const votes = rule === 'R8' ? numbers(of, parts) : null
    if (!votes?.length || sum(votes) <= delivered || Math.max(...votes) > delivered) return []
    const says = {
      id: `jumlah suara ${sum(votes)} > surat suara dikirim ${delivered}`,
      en: `votes together ${sum(votes)} > ballots delivered ${delivered}`,
    }
    return [{ fields: parts, says }]
  })
}

export const listAsKnown: Check = (of) => {
  const known = of.known.registered
  if (!known) return []
  const fixed = { ...known, total: known.male + known.female }
  return SEXES.flatMap((sex) => {
    const field = `registered.listed.${sex}`
    const written = number(of, field)
    if (written === null || written === fixed[sex]) return []
    const says = {
      id: `${whole(field, 'id')} tertulis ${written}, ditetapkan ${fixed[sex]}`,
      en: `${whole(field, 'en')} written ${written}, fixed at ${fixed[sex]}`,
    }
    return [{ fields: [field], says }]
  })
}

export function sameInAllContests(prefix: string): Check {
  return (of) => {
    return matching(of, `${prefix}.*`).flatMap((field) => {
      const value = number(of, field)
      return [...of.others].sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(([contest, values]) => {
        const other = values.get(field) ?? null
        if (value === null || other === null || other === value) return []
        const says = {
          id: `${whole(field, 'id')} ${value}, pada ${contest} ${other}`,
          en: `${whole(field, 'en')} ${value}, on ${contest} ${other}`,
        }
        return [{ fields: [field], says }]
      })
    })
  }
}

export const nothingLeftEmpty: Check = (of) => {
  return of.form.pages.flatMap((page) => {
    const empty = page.fields.map((each) => each.name).filter((name) => of.values.get(name) === null)
    if (!empty.length) return []
    const says = {
      id: `halaman ${page.number}, kolom kosong: ${listed(empty, 'id')}`,
      en: `page ${page.number}, left empty: ${listed(empty, 'en')}`,
    }
    return [{ fields: empty, says }]
  })
}

/** Names the fields, each row once with its columns. */
function listed(fields: readonly string[], language: Language): string {
  const rows = new Map<string, string[]>()
  for (const field of fields) {
    const columns = rows.get(row(field, language)) ?? []
    rows.set(row(field, language), [...columns, column(field, language)])
  }
  return [...rows].map(([name, columns]) => `${name} ${columns.join('/')}`.trim()).join(', ')
}
