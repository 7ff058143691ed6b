// Which AprilTag of the family 36h10 a quadrilateral shows, and which way up.
//
// In: a grey picture, a quadrilateral, the tags that may be meant. Out: a tag's number and how far it is turned.
// Invariant: the black border must be there, and at most two cells of the code may be wrong; codes of the family
// differ in ten, so none is taken for another.

import type { Quad } from './outlines.ts'
import { homography, mapped } from './matrix.ts'
import { levelAt } from './raster.ts'
import type { Grey } from './raster.ts'

/** Cells across a tag, its black border of one cell included. */
export const CELLS = 8
const INNER = CELLS - 2
const MOST_BORDER = 0.35
const MOST_WRONG = 2
/** Parts of a cell at which it is looked at. */
const LOOKS = [0.34, 0.5, 0.66]
/** Least spread of grey levels: bare paper shows no tag. */
const LEAST_SPREAD = 5

/** The code words that are looked for: number of the tag to its cells, row by row, '1' white. */
export type Codes = ReadonlyMap<number, string>

/** The codes of tags from the family's list, a hexadecimal word a line. */
export function codesOf(words: string, ids: Iterable<number>): Codes {
  const lines = words.split(/\s+/)
  return new Map([...ids].map((id) => [id, BigInt(`0x${lines[id] ?? '0'}`).toString(2).padStart(INNER * INNER, '0')]))
}

export interface Decoded {
  readonly id: number
  /** The corner of the quadrilateral that is the tag's upper left one. */
  readonly first: number
}

export function decode(grey: Grey, quad: Quad, codes: Codes): Decoded | null {
  const cells = cellsOf(grey, quad)
  if (cells === null || !bordered(cells)) return null
  let best: Decoded | null = null
  let least = MOST_WRONG + 1
  for (let first = 0; first < 4; first++) {
    const shown = inner(cells, first)
    for (const [id, code] of codes) {
      const wrong = differing(shown, code, least)
      if (wrong < least) [best, least] = [{ id, first }, wrong]
    }
  }
  return best
}

/** White cells of the quadrilateral, row by row; null where it is bare. */
function cellsOf(grey: Grey, quad: Quad): Uint8Array | null {
  const matrix = homography([[0, 0], [CELLS, 0], [CELLS, CELLS], [0, CELLS]], quad)
  if (matrix === null) return null
  const count = LOOKS.length ** 2
  const looks = new Uint8Array(CELLS * CELLS * count)
  let at = 0
  for (let cell = 0; cell < CELLS * CELLS; cell++) {
    for (const down of LOOKS) {
      for (const across of LOOKS) {
        const [x, y] = mapped(matrix, [(cell % CELLS) + across, Math.floor(cell / CELLS) + down])
        looks[at++] = levelAt(grey, x, y)
      }
    }
  }
  const level = otsu(looks)
  if (level === null) return null
  return Uint8Array.from({ length: CELLS * CELLS }, (_, cell) => {
    let white = 0
    for (let look = cell * count; look < (cell + 1) * count; look++) if (looks[look]! > level) white++
    return white * 2 > count ? 1 : 0
  })
}

/** The level that parts dark from light best (Otsu 1979); null where all is alike. */
function otsu(levels: Uint8Array): number | null {
  const counts = new Uint32Array(256)
  let [sum, squares] = [0, 0]
  for (const level of levels) {
    counts[level]!++
    sum += level
    squares += level * level
  }
  const mean = sum / levels.length
  if (squares / levels.length - mean * mean < LEAST_SPREAD ** 2) return null
  let [best, found, below, weight] = [-1, 0, 0, 0]
  for (let level = 0; level < 255; level++) {
    weight += counts[level]!
    below += level * counts[level]!
    const above = levels.length - weight
    if (weight === 0 || above === 0) continue
    const between = weight * above * (below / weight - (sum - below) / above) ** 2
    if (between > best) [best, found] = [between, level]
  }
  return found
}

function bordered(cells: Uint8Array): boolean {
  let [white, whole] = [0, 0]
  cells.forEach((cell, at) => {
    const [x, y] = [at % CELLS, Math.floor(at / CELLS)]
    if (x > 0 && y > 0 && x < CELLS - 1 && y < CELLS - 1) return
    whole++
    white += cell
  })
  return white <= MOST_BORDER * whole
}

/** The inner cells as they stand when corner `first` of the quadrilateral is the upper left one. */
function inner(cells: Uint8Array, first: number): Uint8Array {
  const last = CELLS - 1
  return Uint8Array.from({ length: INNER * INNER }, (_, at) => {
    const [x, y] = [(at % INNER) + 1, Math.floor(at / INNER) + 1]
    const places = [[x, y], [last - y, x], [last - x, last - y], [y, last - x]]
    const [column, row] = places[first]!
    return cells[row! * CELLS + column!]!
  })
}

function differing(shown: Uint8Array, code: string, most: number): number {
  let wrong = 0
  for (let at = 0; at < shown.length && wrong < most; at++) {
    if (shown[at] !== code.charCodeAt(at) - 48) wrong++
  }
  return wrong
}
