// The numbered rules (docs/rules.md) on a phone: the same codes and words as the server's.
//
// In: a `Case`, and how severe each rule is at the station. Out: findings in the order of the rules. Invariant: no number is ever repaired; a test holds every
// finding to Python's on the same values.

import type { Say } from '../language'
import * as checks from './checks.ts'
import type { Case, Check } from './case.ts'

/** F asks whether the paper really says so; W asks for a reason. */
export type Severity = 'F' | 'W'

export interface Finding {
  readonly code: string
  readonly severity: Severity
  readonly fields: readonly string[]
  readonly says: Say
}

interface Rule {
  readonly code: string
  readonly check: Check
}

const RULES: readonly Rule[] = [
  { code: 'R1', check: checks.addsUp('R1') },
  { code: 'R2', check: checks.addsUp('R2') },
  { code: 'R3', check: checks.addsUp('R3') },
  { code: 'R4', check: checks.addsUp('R4') },
  { code: 'R5', check: checks.equal('ballots.used', 'turnout.total.total') },
  { code: 'R6', check: checks.addsUp('R6') },
  { code: 'R7', check: checks.equal('cast', 'ballots.used') },
  { code: 'R8', check: checks.addsUp('R8') },
  { code: 'R9', check: checks.addsUp('R9') },
  { code: 'R10', check: checks.atMost(['turnout.listed.*', 'registered.listed.*']) },
  {
    code: 'R11',
   
    check: checks.atMost(['disabled.voted.*', 'turnout.total.*'], ['disabled.voted.*', 'disabled.all.*']),
  },
  { code: 'R12', check: checks.ballotsAsDelivered },
  { code: 'R13', check: checks.atMost(['turnout.total.total', 'ballots.received']) },
  { code: 'R14', check: checks.withinCap },
  { code: 'R15', check: checks.votesWithin },
  { code: 'R17', check: checks.sameInAllContests('registered.listed') },
  { code: 'R20', check: checks.withinDelivery },
  { code: 'R21', check: checks.listAsKnown },
  { code: 'R22', check: checks.sameInAllContests('turnout.listed') },
  { code: 'R23', check: checks.nothingLeftEmpty },
]

/** Judges the values; `severities` are those of the station's packet, by code. */
export function judge(of: Case, severities: ReadonlyMap<string, Severity>): readonly Finding[] {
  return RULES.flatMap(({ code, check }) => {
    const severity = severities.get(code)
    return severity ? check(of).map((broken) => ({ code, severity, ...broken })) : []
  })
}
