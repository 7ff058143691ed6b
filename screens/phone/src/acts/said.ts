/**
 * What this phone's officer has said of a contest so far, word upon word.
 *
 * In: the claims that are kept. Out: the numbers as they stand, what they rest on, what is still asked of a second
 * person. Invariant: the newest check counts; a correction after it changes the numbers that it names and no other.
 */

import { claims, station } from '../desk'
import type { KeptClaim } from '../keep/model'

export interface Said {
  readonly check: KeptClaim
  /** Those after the check, the oldest first. */
  readonly corrections: readonly KeptClaim[]
  readonly values: ReadonlyMap<string, number | null>
}

/** Null where nothing is signed yet. */
export function saidOf(contest: string): Said | null {
  const own = claims.value.filter((each) => each.own && each.contest === contest && each.station === station.value?.code)
  const at = own.map((each) => each.kind).lastIndexOf('check')
  const check = own[at]
  if (!check) return null
  const corrections = own.slice(at + 1).filter((each) => each.kind === 'correction')
  return { check, corrections, values: new Map([check, ...corrections].flatMap((each) => Object.entries(each.values))) }
}

/** The last word: it names the numbers as they stand. */
export const lastOf = ({ check, corrections }: Said): KeptClaim => corrections[corrections.length - 1] ?? check

/** Fields of which the gate wants a second person's entry, and nobody's has come to this phone since they were said. */
export function openFields({ check, corrections }: Said): readonly string[] {
  const since = new Map([check, ...corrections].flatMap((word) => word.blind.map((field) => [field, word.at] as const)))
  const entries = claims.value.filter((each) => {
    return each.kind === 'blind' && !each.own && each.contest === check.contest && each.station === check.station
  })
  const answered = (field: string, at: number) => entries.some((each) => field in each.values && each.at > at)
  return [...since].filter(([field, at]) => !answered(field, at)).map(([field]) => field)
}
