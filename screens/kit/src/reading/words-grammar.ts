// Which letters may stand on a line of words: every number up to a field's most, in every usual spelling.
//
// In: the most a field holds. Out: the hundreds as letters read forwards and what is left as letters read backwards,
// each a tree. Invariant: letters, spellings and weights are those of `sirekap.reading.words_grammar`, to which
// `models/vectors/words.json` holds them.

export const LETTERS = 'ABDEGHIJKLMNOPRSTU'
/** A sign that is no letter of a number. */
export const SCRAP = LETTERS.length
/** No sign at all, between signs and where the line is empty. */
export const NOTHING = SCRAP + 1

const UNITS = ['NOL', 'SATU', 'DUA', 'TIGA', 'EMPAT', 'LIMA', 'ENAM', 'TUJUH', 'DELAPAN', 'SEMBILAN'] as const

const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  NOL: ['KOSONG', 'NIHIL'],
  SEPULUH: ['SATUPULUH'],
  BELAS: ['BLS'],
  PULUH: ['PLH'],
  SERATUS: ['SATURATUS'],
  RATUS: ['RTS'],
  SERIBU: ['SATURIBU'],
}
const UNUSUAL = 0.01

/** Spellings that share their beginnings; node 0 is the empty one, parents stand before children. */
export interface Tree {
  readonly parent: Int32Array
  readonly letter: Int32Array
}

/** Where a spelling of a number ends. */
export interface End {
  readonly node: number
  readonly number: number
  readonly weight: number
}

export interface Grammar {
  readonly most: number
  readonly heads: Tree
  readonly headEnds: readonly End[]
  readonly tails: Tree
  readonly tailEnds: readonly End[]
}

const made = new Map<number, Grammar>()

/** The grammar of the numbers from 0 to `most`: each is 100 heads and a tail. */
export function grammar(most: number): Grammar {
  const known = made.get(most)
  if (known !== undefined) return known
  const [heads, headEnds] = tree(range(1, Math.floor(most / 100)), headSpellings)
  const [tails, tailEnds] = tree(range(0, Math.min(most, 99)), (tail) => {
    return spellings(wordsOf(tail)).map(([text, weight]) => [[...text].reverse().join(''), weight] as const)
  })
  const found = { most, heads, headEnds, tails, tailEnds }
  made.set(most, found)
  return found
}

/** A number from 0 to 999,999 in capital Indonesian words. */
export function wordsOf(number: number): string {
  if (number === 0) return UNITS[0]
  const thousands = Math.floor(number / 1000)
  const words = thousands === 0 ? [] : thousands === 1 ? ['SERIBU'] : [...belowThousand(thousands), 'RIBU']
  return [...words, ...belowThousand(number % 1000)].join(' ')
}

function belowThousand(number: number): readonly string[] {
  const hundreds = Math.floor(number / 100)
  const words = hundreds === 0 ? [] : hundreds === 1 ? ['SERATUS'] : [UNITS[hundreds]!, 'RATUS']
  return [...words, ...belowHundred(number % 100)]
}

function belowHundred(number: number): readonly string[] {
  if (number === 0) return []
  if (number < 10) return [UNITS[number]!]
  if (number === 10) return ['SEPULUH']
  if (number === 11) return ['SEBELAS']
  if (number < 20) return [UNITS[number - 10]!, 'BELAS']
  const unit = number % 10
  return [UNITS[Math.floor(number / 10)]!, 'PULUH', ...(unit ? [UNITS[unit]!] : [])]
}

export type Spelling = readonly [text: string, weight: number]

/** The usual spelling of words and those with one word spelled otherwise, gaps left out. */
export function spellings(words: string): readonly Spelling[] {
  const parts = words.split(' ')
  const others = parts.flatMap((word, place) => (SPELLINGS[word] ?? []).map((other) => {
    return [[...parts.slice(0, place), other, ...parts.slice(place + 1)].join(''), UNUSUAL] as const
  }))
  return [[parts.join(''), 1 - UNUSUAL * others.length], ...others]
}

function headSpellings(head: number): readonly Spelling[] {
  const words = wordsOf(100 * head)
  return head < 10 ? spellings(words) : [[words.replaceAll(' ', ''), 1]]
}

function tree(numbers: readonly number[], spelled: (number: number) => readonly Spelling[]): readonly [Tree, readonly End[]] {
  const [parent, letter] = [[0], [NOTHING]]
  const children = new Map<string, number>()
  const ends: End[] = []
  for (const number of numbers) {
    for (const [text, weight] of spelled(number)) {
      let node = 0
      for (const sign of text) {
        const key = `${node}${sign}`
        let next = children.get(key)
        if (next === undefined) {
          next = parent.length
          children.set(key, next)
          parent.push(node)
          letter.push(LETTERS.indexOf(sign))
        }
        node = next
      }
      ends.push({ node, number, weight })
    }
  }
  return [{ parent: Int32Array.from(parent), letter: Int32Array.from(letter) }, ends]
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, at) => first + at)
}
