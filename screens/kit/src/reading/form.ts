// A form as data, as the election's bundle carries it: pages, fields, marks, in millimetres of the printed page.
//
// In: the bundle's JSON. Out: its types, and a few facts of rectangles. Invariant: names and units are those of
// `sirekap.forms.model`; every position comes from here and none is known anywhere else.

export interface Rect {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface Fiducial {
  readonly kind: 'apriltag_36h10' | 'corner_squares' | 'row_mark'
  readonly id: number
  readonly rect: Rect
}

export interface Tally {
  readonly grid: Rect
  readonly columns: number
  readonly rows: number
  readonly marks: number
  readonly row_totals: readonly (readonly Rect[])[]
}

export interface Field {
  readonly name: string
  /** From the highest digit to the units. */
  readonly boxes: readonly Rect[]
  /** `bubbles[i][d]` is the bubble of digit d for box i; empty where the form has none. */
  readonly bubbles: readonly (readonly Rect[])[]
  readonly tally: Tally | null
  /** Where the number is written in words: a line, or a cell a letter; empty where it is not. */
  readonly words: readonly Rect[]
  /** What a person should see to judge the field. */
  readonly area: Rect
}

export interface Page {
  readonly number: number
  readonly width: number
  readonly height: number
  readonly fiducials: readonly Fiducial[]
  readonly fields: readonly Field[]
  readonly qr: Rect | null
  /** Printed straight black lines, as thin rectangles. */
  readonly lines: readonly Rect[]
}

/** A sum that the form prints: `total` is what `parts` add up to. */
export interface Identity {
  readonly rule: string
  readonly total: string
  readonly parts: readonly string[]
}

export interface Form {
  readonly hash: string
  readonly name: string
  readonly family: string
  readonly pages: readonly Page[]
  readonly identities: readonly Identity[]
}

export type Point = readonly [number, number]

export function centre(rect: Rect): Point {
  return [rect.left + rect.width / 2, rect.top + rect.height / 2]
}

export function grown(rect: Rect, by: number): Rect {
  return { left: rect.left - by, top: rect.top - by, width: rect.width + 2 * by, height: rect.height + 2 * by }
}

export function right(rect: Rect): number {
  return rect.left + rect.width
}

export function bottom(rect: Rect): number {
  return rect.top + rect.height
}

/** Top left, top right, bottom right, bottom left. */
export function cornersOf(rect: Rect): readonly [Point, Point, Point, Point] {
  const { left, top } = rect
  return [[left, top], [right(rect), top], [right(rect), bottom(rect)], [left, bottom(rect)]]
}

/** The smallest rectangle that holds all of `rects`. */
export function around(rects: readonly Rect[]): Rect {
  const left = Math.min(...rects.map((each) => each.left))
  const top = Math.min(...rects.map((each) => each.top))
  const width = Math.max(...rects.map(right)) - left
  return { left, top, width, height: Math.max(...rects.map(bottom)) - top }
}

/** The rectangle of a field's boxes and a little paper around. */
export function boxArea(field: Field): Rect {
  const first = field.boxes[0]
  const last = field.boxes[field.boxes.length - 1]
  if (first === undefined || last === undefined) throw new TypeError('a field without boxes')
  return grown({ left: first.left, top: first.top, width: right(last) - first.left, height: first.height }, 1.5)
}

/** The rectangle that holds a field's boxes, its bubbles and the rules beside them. */
export function blockArea(field: Field): Rect {
  return grown(around([...field.boxes, ...field.bubbles.flat()]), field.bubbles.length ? 3.5 : 6)
}

/** The AprilTags of a page. */
export function tagsOf(page: Page): readonly Fiducial[] {
  return page.fiducials.filter((each) => each.kind === 'apriltag_36h10')
}
