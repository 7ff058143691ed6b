// Short names of fields for the sentences of rules, as in src/sirekap/record/field_words.py.

import type { Language } from '../language'

type Pair = Readonly<Record<Language, string>>

const ROWS: Readonly<Record<string, Pair>> = {
  'registered.listed': { id: 'DPT', en: 'voters on the list' },
  'registered.transferred': { id: 'pemilih pindahan', en: 'voters who moved in' },
  'registered.unregistered': { id: 'pemilih tidak terdaftar', en: 'voters not listed' },
  'registered.total': { id: 'jumlah pemilih', en: 'all voters' },
  'turnout.listed': { id: 'pengguna hak pilih dalam DPT', en: 'listed voters who voted' },
  'turnout.transferred': { id: 'pengguna hak pilih pindahan', en: 'moved-in voters who voted' },
  'turnout.unregistered': { id: 'pengguna hak pilih tidak terdaftar', en: 'unlisted voters who voted' },
  'turnout.total': { id: 'jumlah pengguna hak pilih', en: 'all who voted' },
  'ballots.received': { id: 'surat suara diterima', en: 'ballots received' },
  'ballots.used': { id: 'surat suara digunakan', en: 'ballots used' },
  'ballots.spoiled': { id: 'surat suara rusak', en: 'ballots spoiled' },
  'ballots.unused': { id: 'surat suara tidak digunakan', en: 'ballots unused' },
  'disabled.all': { id: 'pemilih disabilitas', en: 'voters with disabilities' },
  'disabled.voted': { id: 'pemilih disabilitas yang memilih', en: 'voters with disabilities who voted' },
  valid: { id: 'suara sah', en: 'valid votes' },
  invalid: { id: 'suara tidak sah', en: 'invalid votes' },
  cast: { id: 'suara sah dan tidak sah', en: 'valid and invalid votes' },
}

const COLUMNS: Readonly<Record<string, Pair>> = {
  male: { id: 'L', en: 'men' },
  female: { id: 'P', en: 'women' },
  total: { id: 'J', en: 'both' },
}

const head = (field: string) => field.slice(0, Math.max(0, field.lastIndexOf('.')))
const tail = (field: string) => field.slice(field.lastIndexOf('.') + 1)

/** Names the row of a field without its column. */
export function row(field: string, language: Language): string {
  const known = ROWS[field] ?? ROWS[head(field)]
  return known ? known[language] : vote(field)[language]
}

/** Names the column of a field; empty where the row has but one. */
export function column(field: string, language: Language): string {
  if (field in ROWS) return ''
  return COLUMNS[tail(field)]?.[language] ?? ''
}

/** Names the field: its row, and in brackets its column where it has one. */
export function whole(field: string, language: Language): string {
  const at = column(field, language)
  return at ? `${row(field, language)} (${at})` : row(field, language)
}

function vote(field: string): Pair {
  const [first, party, candidate] = field.split('.')
  if (first !== 'votes' || party === undefined) return { id: field, en: field }
  if (candidate === undefined) return { id: `suara nomor ${party}`, en: `votes for number ${party}` }
  if (candidate === '0') return { id: `suara partai ${party} saja`, en: `votes for party ${party} alone` }
  return { id: `suara calon ${candidate} partai ${party}`, en: `votes for candidate ${candidate} of party ${party}` }
}
