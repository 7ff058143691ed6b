// Scores every mark of a placed page: what its boxes hold, which bubbles are filled, what tallies, row sums and words say.
//
// In: a photo, a page, the places of its fields, the networks. Out: `Marks` a field. Invariant: all boxes and bubbles
// of a page go through the graph together, so that a page costs little more than a field. Nothing is decided here.

import { countStrokes, readRows, rowSquares } from './count-strokes.ts'
import type { Fitted } from './fitted.ts'
import type { CountedKind } from './fitted.ts'
import type { Field, Page } from './form.ts'
import type { Marks } from './fuse.ts'
import type { FieldPlace } from './lay-fields.ts'
import type { Matrix } from './matrix.ts'
import type { Networks } from './networks.ts'
import { FIRST_VIEW, MORE_VIEWS, boxSquare, bubbleSquare } from './patches.ts'
import { highest } from './posterior.ts'
import type { Grey } from './raster.ts'
import { readWords } from './read-words.ts'
import { cornerSquares, darkOf, scoreBubbles, settleStruck } from './score-bubbles.ts'
import { seenShares } from './see-whole.ts'

/** Probability at which one look is enough: looking four times more changes nothing but the time. */
const SURE = 0.99
const DIGITS = 10
const CORNERS = 4

interface Placed {
  readonly field: Field
  readonly place: FieldPlace
}

export async function scoreMarks(
  photo: Grey, page: Page, places: ReadonlyMap<string, FieldPlace>, networks: Networks, fitted: Fitted,
): Promise<ReadonlyMap<string, Marks>> {
  const placed = page.fields.flatMap((field) => {
    const place = places.get(field.name)
    return place === undefined ? [] : [{ field, place }]
  })
  const boxes = placed.flatMap(({ field, place }) => field.boxes.map((box) => boxSquare(box, place.boxes, FIRST_VIEW)))
  const bubbles = placed.flatMap(({ field, place }) => {
    return field.bubbles.flatMap((column) => column.map((bubble, digit) => bubbleSquare(bubble, place.bubbles[digit]!)))
  })
  const grids = await countStrokes(photo, placed, networks)
  const seen = await networks.look(photo, [...boxes, ...rowSquares(grids)], bubbles)
  const written = await lookAgain(photo, placed, networks, seen.boxes.slice(0, boxes.length))
  const rows = await readRows(photo, grids, seen.boxes.slice(boxes.length), networks)
  const words = await readWords(photo, placed, networks)
  const shown = seenShares(photo, placed.map(({ field, place }) => ({ boxes: field.boxes, matrix: place.boxes })))
  const tallies = new Map(grids.map((each) => [each.name, each.counts]))
  const found = new Map<string, Marks>()
  let [box, bubble] = [0, 0]
  for (const [at, each] of placed.entries()) {
    const { name, boxes: { length }, bubbles: { length: columns } } = each.field
    const ink = seen.ink.slice(bubble, bubble + columns * DIGITS)
    found.set(name, {
      boxes: written.slice(box, box + length),
      bubbles: columns ? await columnsOf(photo, each, ink, networks, fitted) : null,
      counted: countedOf({ tally: tallies.get(name), rows: rows.get(name), words: words.get(name) }),
      seen: shown[at]!,
    })
    box += length
    bubble += columns * DIGITS
  }
  return found
}

/** The scores of one look at all boxes, the unsure ones looked at four times more. */
async function lookAgain(
  photo: Grey, placed: readonly Placed[], networks: Networks, first: readonly Float64Array[],
): Promise<readonly Float64Array[]> {
  const all = placed.flatMap(({ field, place }) => field.boxes.map((box) => ({ box, matrix: place.boxes })))
  const unsure = [...first.keys()].filter((at) => first[at]![highest(first[at]!)]! < SURE)
  if (!unsure.length) return first
  const views: readonly Matrix[] = unsure.flatMap((at) => MORE_VIEWS.map((view) => boxSquare(all[at]!.box, all[at]!.matrix, view)))
  const more = (await networks.look(photo, views, [])).boxes
  const scores = [...first]
  unsure.forEach((at, n) => {
    const others = more.slice(n * MORE_VIEWS.length, (n + 1) * MORE_VIEWS.length)
    scores[at] = first[at]!.map((each, sign) => others.reduce((sum, one) => sum + one[sign]!, each) / (1 + MORE_VIEWS.length))
  })
  return scores
}

async function columnsOf(
  photo: Grey, { field, place }: Placed, ink: Float32Array, networks: Networks, fitted: Fitted,
): Promise<readonly Float64Array[]> {
  const scores = scoreBubbles(ink, fitted.thresholds)
  const states = [...scores.states]
  for (const column of states.keys()) {
    const dark = darkOf(scores, column)
    if (!dark.length) continue
    const squares = dark.flatMap((digit) => cornerSquares(field.bubbles[column]![digit]!, place.bubbles[digit]!))
    const corners = (await networks.look(photo, [], squares)).ink
    const told = new Map(dark.map((digit, n) => [digit, corners.slice(n * CORNERS, (n + 1) * CORNERS)]))
    states[column] = settleStruck(states[column]!, told)
  }
  return states
}

function countedOf(said: Readonly<Record<CountedKind, Float64Array | undefined>>): ReadonlyMap<CountedKind, Float64Array> {
  const counted = new Map<CountedKind, Float64Array>()
  for (const kind of ['tally', 'rows', 'words'] as const) {
    const scores = said[kind]
    if (scores !== undefined) counted.set(kind, scores)
  }
  return counted
}
