// The highest of a part's correlations with a photo, to a fraction of a place.
//
// In: a `Fit`. Out: a place and its score. Invariant: a far place must be better than a near one, because rows and
// columns repeat; what is looked at coarsely first cannot hide a peak between.

import type { Fit } from './correlate.ts'

/** Correlation given up for a move by the whole reach: rows and columns repeat, so distance must cost. */
const DISTANCE_COST = 0.12
/** Places one way from which on every second is looked at first, at this many pixels a millimetre and more: with
 * fewer, lines are thinner than two places.
 */
const FAR_PLACES = 9
const FINE = 2.5

export interface Peak {
  readonly x: number
  readonly y: number
  readonly score: number
}

/** The highest score, to a fraction of a place; far places cost. `density` is the raster's pixels a millimetre.
 *
 * Where there is far to look, every second place is looked at first, and then all around the best: lines are
 * blurred over more than two places, so no peak falls between.
 */
export function peak(fit: Fit, density: number): Peak {
  const wide = density >= FINE && fit.width >= FAR_PLACES && fit.height >= FAR_PLACES
  let best = highestOf(fit, wide ? 2 : 1, { x: 0, y: 0 }, { x: fit.width - 1, y: fit.height - 1 })
  for (let moves = wide; moves;) {
    const next = highestOf(fit, 1, { x: best.x - 1, y: best.y - 1 }, { x: best.x + 1, y: best.y + 1 })
    moves = next.x !== best.x || next.y !== best.y
    best = next
  }
  const { x, y } = best
  const across = crest(x, fit.width, (place) => dear(fit, place, y))
  const down = crest(y, fit.height, (place) => dear(fit, x, place))
  return { x: x + across, y: y + down, score: fit.at(x, y) }
}

interface Place {
  readonly x: number
  readonly y: number
}

function highestOf(fit: Fit, step: number, from: Place, to: Place): Place {
  let best = -Infinity
  let found = from
  for (let y = Math.max(from.y, 0); y <= Math.min(to.y, fit.height - 1); y += step) {
    for (let x = Math.max(from.x, 0); x <= Math.min(to.x, fit.width - 1); x += step) {
      const score = dear(fit, x, y)
      if (score > best) {
        best = score
        found = { x, y }
      }
    }
  }
  return found
}

/** A score less what its distance costs. */
function dear(fit: Fit, x: number, y: number): number {
  const across = fit.width > 1 ? (2 * x) / (fit.width - 1) - 1 : 0
  const down = fit.height > 1 ? (2 * y) / (fit.height - 1) - 1 : 0
  return fit.at(x, y) - DISTANCE_COST * (down * down + across * across)
}

/** Where the parabola through three neighbours has its top, relative to the middle one. */
function crest(place: number, length: number, score: (place: number) => number): number {
  if (place <= 0 || place >= length - 1) return 0
  const before = score(place - 1)
  const after = score(place + 1)
  const bend = before - 2 * score(place) + after
  return bend > -1e-9 ? 0 : clamped((before - after) / (2 * bend), -0.5, 0.5)
}

function clamped(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}
