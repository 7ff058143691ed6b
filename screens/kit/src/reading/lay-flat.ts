// From the tags seen to one matrix for a whole page: page millimetres to photo pixels.
//
// In: a page of a form with a tag at each corner, the tags seen. Out: a `FlatPage`, or the corners that are missing.
// Invariant: a matrix that rests on fewer than three corners is never given. Pages with one tag and double squares
// (KPU's of 2024) are laid flat by the server alone.

import { centre, cornersOf, tagsOf } from './form.ts'
import type { Page, Point, Rect } from './form.ts'
import type { Tag } from './find-tags.ts'
import { homography, inverse, mapped } from './matrix.ts'
import type { Matrix } from './matrix.ts'
import { RefusedError } from './refuse.ts'
import type { Grey } from './raster.ts'

const CORNERS = [0, 1, 2, 3] as const
const FEWEST_CORNERS = 3
/** Millimetres a field may be off its place: paper curls between four corners, three leave its slant open. */
const NEAR = 2
const FAR = 5
/** Millimetres: a mark further than this from where the others put it is not that mark. */
const MOST_RESIDUAL = 3

export interface FlatPage {
  readonly matrix: Matrix
  /** How far the marks lie from where the matrix puts them, millimetres (root mean square). */
  readonly residual: number
  /** How far a field may be off its place, millimetres. */
  readonly reach: number
}

export function layFlat(page: Page, seen: readonly Tag[]): FlatPage {
  const own = new Map(tagsOf(page).map((each) => [each.id, each.rect]))
  const pairs = seen.flatMap((tag) => {
    const rect = own.get(tag.id)
    return rect === undefined ? [] : [{ rect, corners: tag.corners }]
  })
  const covered = new Set(pairs.map(({ rect }) => cornerOf(page, rect)))
  if (covered.size < FEWEST_CORNERS) {
    throw new RefusedError('page_cut_off', CORNERS.filter((each) => !covered.has(each)))
  }
  const from = pairs.flatMap(({ rect }) => cornersOf(rect))
  const to = pairs.flatMap(({ corners }) => corners)
  const matrix = homography(from, to)
  if (matrix === null) throw new RefusedError('not_a_form')
  const residual = apart(inverse(matrix), from, to)
  if (residual > MOST_RESIDUAL) throw new RefusedError('not_a_form')
  return { matrix, residual, reach: covered.size === CORNERS.length ? NEAR : FAR }
}

/** Refuses a photo that does not show all marks of the page, naming the corners that lie outside it. */
export function refuseCutOff(photo: Grey, page: Page, matrix: Matrix): void {
  const seen = (point: Point): boolean => {
    const [x, y] = mapped(matrix, point)
    return x > -0.5 && y > -0.5 && x < photo.width && y < photo.height
  }
  const marks = page.fields.flatMap((field) => [...field.boxes, ...field.bubbles.flat()])
  if (marks.every((mark) => cornersOf(mark).every(seen))) return
  const sheet = cornersOf({ left: 0, top: 0, width: page.width, height: page.height })
  throw new RefusedError('page_cut_off', CORNERS.filter((each) => !seen(sheet[each])))
}

/** Which corner of a page a mark stands at: 0 top left, 1 top right, 2 bottom right, 3 bottom left. */
export function cornerOf(page: Page, rect: Rect): number {
  const [x, y] = centre(rect)
  const [east, low] = [x > page.width / 2, y > page.height / 2]
  return low ? (east ? 2 : 3) : east ? 1 : 0
}

function apart(back: Matrix, page: readonly Point[], photo: readonly Point[]): number {
  const squares = photo.map((point, at) => {
    const [x, y] = mapped(back, point)
    return (x - page[at]![0]) ** 2 + (y - page[at]![1]) ** 2
  })
  return Math.sqrt(squares.reduce((sum, each) => sum + each, 0) / Math.max(squares.length, 1))
}
