// What the tally grids of a page say: their strokes, and the sums beside their rows.
//
// In: a photo, the placed fields, the networks. Out: for each field whose whole grid the photo shows, a probability of
// every count. Invariant: where a grid was not found nothing is said; sums are read as far as strokes go, and beyond
// where the last of them may be that of a full row. Numbers are those of `sirekap.reading.count_strokes`.

import type { Field, Tally } from './form.ts'
import type { FieldPlace } from './lay-fields.ts'
import type { Matrix } from './matrix.ts'
import type { Networks } from './networks.ts'
import { FIRST_VIEW, boxSquare } from './patches.ts'
import type { Grey } from './raster.ts'
import { countCells, mayBeFull, rowCounts, showsGrid } from './score-tally.ts'

/** A tally grid that the photo shows whole: what its strokes say, and in how many of its rows they are. */
export interface Grid {
  readonly name: string
  readonly tally: Tally
  readonly matrix: Matrix
  readonly counts: Float64Array
  readonly rows: number
}

export async function countStrokes(
  photo: Grey, placed: readonly { readonly field: Field, readonly place: FieldPlace }[], networks: Networks,
): Promise<readonly Grid[]> {
  const shown = placed.flatMap(({ field: { name, tally }, place: { tally: matrix } }) => {
    return tally !== null && matrix !== null && showsGrid(photo, tally, matrix) ? [{ name, tally, matrix }] : []
  })
  const counted = await countCells(photo, shown, (cells) => networks.count(cells))
  return shown.map((each, at) => ({ ...each, ...counted[at]! }))
}

/** A matrix for every box beside the rows with strokes, grid by grid. */
export function rowSquares(grids: readonly Grid[]): readonly Matrix[] {
  return grids.flatMap((each) => squaresOf(each, 0, each.rows))
}

function squaresOf({ tally, matrix }: Grid, first: number, end: number): readonly Matrix[] {
  return tally.row_totals.slice(first, end).flat().map((box) => boxSquare(box, matrix, FIRST_VIEW))
}

/** What the row sums of each grid say; `shares` are the classes of all `rowSquares`. */
export async function readRows(
  photo: Grey, grids: readonly Grid[], shares: readonly Float64Array[], networks: Networks,
): Promise<ReadonlyMap<string, Float64Array>> {
  const found = new Map<string, Float64Array>()
  let start = 0
  for (const grid of grids) {
    const { tally, rows } = grid
    const width = tally.row_totals[0]?.length ?? 0
    if (!width) continue
    const full = tally.columns * tally.marks
    let own = shares.slice(start, start + rows * width)
    start += rows * width
    if (rows < tally.rows && mayBeFull(own, width, full)) {
      own = [...own, ...(await networks.look(photo, squaresOf(grid, rows, tally.rows), [])).boxes]
    }
    found.set(grid.name, rowCounts(own, width, tally.rows, full))
  }
  return found
}
