// Reads a number in words: from a network's letters along a line to a probability of every number.
//
// In: what the network says of each step along the line, the most the field holds. Out: a distribution over numbers,
// null where nothing is written that could be one. Invariant: numbers are those of `sirekap.reading.score_words`: each
// by all its spellings and all ways they may lie along the line.

import { softmax } from './score-tally.ts'
import { LETTERS, NOTHING, SCRAP, grammar } from './words-grammar.ts'
import type { End, Grammar, Tree } from './words-grammar.ts'

const CLASSES = NOTHING + 1
const FLOOR = 0.01
const STRANGE = 1 / LETTERS.length
const OTHER = 0.02
/** A sign no likelier than this against nothing is not there. */
const QUIET = 0.002
/** Processors are slow at numbers smaller still. */
const LEAST = 1e-290

/** The probability of each number from 0 to `most`; `logits` are twenty a step of one line. */
export function scoreWords(logits: Float32Array, most: number): Float64Array | null {
  const steps = withoutRest(Array.from({ length: logits.length / CLASSES }, (_, at) => {
    const shares = softmax(logits.subarray(at * CLASSES, (at + 1) * CLASSES), 1).map((each) => (1 - FLOOR) * each + FLOOR / CLASSES)
    const highest = Math.max(...shares)
    return shares.map((each) => each / highest)
  }))
  const numbers = likelihoods(steps, grammar(most)).map((each) => each * ((1 - OTHER) / (most + 1)))
  const other = OTHER * (strangeness(steps) + steps.reduce((whole, step) => whole * step[NOTHING]!, 1))
  const proper = numbers.reduce((sum, each) => sum + each, 0)
  if (!(proper > other)) return null
  return numbers.map((each) => (each + other / numbers.length) / (proper + other))
}

/** Leaves out the steps after which the line shows nothing. */
function withoutRest(steps: readonly Float64Array[]): readonly Float64Array[] {
  let length = steps.length
  while (length > 1 && steps[length - 1]!.every((share, sign) => sign === NOTHING || share <= QUIET)) length--
  return steps.slice(0, length)
}

/** The likelihood of the likeliest signs of all, whatever they spell, at a cost a letter. */
function strangeness(steps: readonly Float64Array[]): number {
  let letters = 0
  let before = NOTHING
  for (const step of steps) {
    const best = step.indexOf(Math.max(...step))
    if (best !== NOTHING && best !== before && best !== SCRAP) letters++
    before = best
  }
  return STRANGE ** letters
}

function likelihoods(steps: readonly Float64Array[], { most, heads, headEnds, tails, tailEnds }: Grammar): Float64Array {
  const found = new Float64Array(100 * (Math.floor(most / 100) + 1))
  const ahead = followed(steps, heads, headEnds)
  const behind = followed([...steps].reverse(), tails, tailEnds)
  const last = steps.length - 1
  tailEnds.forEach(({ number, weight }, k) => { found[number]! += weight * (behind.letter[last]![k]! + behind.pause[last]![k]!) })
  headEnds.forEach(({ node, number, weight }, h) => {
    found[100 * number]! += weight * (ahead.letter[last]![h]! + ahead.pause[last]![h]!)
    tailEnds.forEach((tail, k) => {
      if (tail.number === 0) return
      // A tail begins one step after its head, and the same letter twice needs a pause between.
      const same = heads.letter[node] === tails.letter[tail.node]
      let sum = 0
      for (let at = 0; at < last; at++) {
        const before = same ? ahead.pause[at]![h]! : ahead.letter[at]![h]! + ahead.pause[at]![h]!
        sum += before * behind.letter[last - at - 1]![k]!
      }
      found[100 * number + tail.number]! += weight * tail.weight * sum
    })
  })
  return found.slice(0, most + 1)
}

interface Followed {
  /** A number a step and end: how likely all is up to a step that shows the end's last letter. */
  readonly letter: readonly Float64Array[]
  /** The same of a step that shows nothing after it. */
  readonly pause: readonly Float64Array[]
}

/** Sums over every way in which each node's letters may lie along the steps so far. */
function followed(steps: readonly Float64Array[], { parent, letter }: Tree, ends: readonly End[]): Followed {
  const count = parent.length
  let [held, waited, next] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)]
  waited[0] = 1
  const [letters, pauses]: [Float64Array[], Float64Array[]] = [[], []]
  for (const step of steps) {
    for (let node = 1; node < count; node++) {
      const from = parent[node]!
      const fresh = letter[node] === letter[from] ? 0 : held[from]!
      next[node] = step[letter[node]!]! * (held[node]! + waited[from]! + fresh) + LEAST
    }
    for (let node = 0; node < count; node++) waited[node] = step[NOTHING]! * (waited[node]! + held[node]!)
    ;[held, next] = [next, held]
    letters.push(Float64Array.from(ends, (end) => held[end.node]!))
    pauses.push(Float64Array.from(ends, (end) => waited[end.node]!))
  }
  return { letter: letters, pause: pauses }
}
