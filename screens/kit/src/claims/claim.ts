// A claim: what one device says that one form says, as values and as bytes; docs/claims.md draws the bytes.
//
// In: a `Claim`, or bytes from anywhere. Out: deterministic CBOR and its SHA-256, which is the claim's id, or the
// `Claim`. Invariant: reading what was written gives it back; a claim says of every field of its form a number, that
// it stands empty, or nothing. Signatures are not known here.

import { hex, hexBytes, sha256 } from '../keys/bytes.ts'
import type { Bytes } from '../keys/bytes.ts'
import { write } from '../keys/cbor.ts'
import type { Cbor } from '../keys/cbor.ts'
import { namedBy, partsOf } from './named.ts'
import type { FormNamed } from './named.ts'
import { NotAClaimError, asArray, asHex, asNumber, readable } from './shape.ts'

/** Kinds in the order in which bytes number them. */
export const KINDS = ['check', 'blind', 'correction', 'withdrawal'] as const
export type ClaimKind = (typeof KINDS)[number]

export type ClaimFlag = 'incident' | 'objection' | 'without_reader'
const FLAGS: readonly ClaimFlag[] = ['incident', 'objection', 'without_reader']

/** A number, null where the field stands empty on the paper, undefined where nothing is said of it. */
export type Said = number | null | undefined

export interface Claim extends FormNamed {
  readonly kind: ClaimKind
  readonly flags: ReadonlySet<ClaimFlag>
  /** In the order of the form's fields. */
  readonly said: readonly Said[]
  /** SHA-256 (hex) of the details' bytes. */
  readonly details: string
  /** How many claims this device has signed with this one, from 1. */
  readonly number: number
}

export const MOST_NUMBER = 999_999
const FORMAT = 1
const MOST_BYTES = 4096
const MOST_FIELDS = 1000
const MOST_CLAIMS = 65_535
const PLACES = 11

export function writeClaim(claim: Claim): Bytes {
  const flags = FLAGS.reduce((sum, flag, at) => sum + (claim.flags.has(flag) ? 2 ** at : 0), 0)
  return write([
    FORMAT, ...partsOf(claim), KINDS.indexOf(claim.kind), flags, claim.said, hexBytes(claim.details), claim.number,
  ])
}

export function readClaim(data: Uint8Array): Claim {
  const [format, election, station, contest, version, form, kind, flags, said, details, number] = asArray(
    readable(data, MOST_BYTES), PLACES,
  )
  asNumber(format, FORMAT, FORMAT)
  const marked = asNumber(flags, 2 ** FLAGS.length - 1)
  return {
    ...namedBy(election, station, contest, version, form),
    kind: KINDS[asNumber(kind, KINDS.length - 1)] ?? 'check',
    flags: new Set(FLAGS.filter((_, at) => marked & (2 ** at))),
    said: asArray(said, null, MOST_FIELDS).map(saidOf),
    details: asHex(details, 32),
    number: asNumber(number, MOST_CLAIMS, 1),
  }
}

/** SHA-256 (hex) of the unsigned bytes: the claim's id. */
export async function claimId(unsigned: Uint8Array): Promise<string> {
  return hex(await sha256(unsigned))
}

/** Puts values in the order of a form's fields; a name that is not in `values` is left unsaid. */
export function saidInOrder(fields: readonly string[], values: ReadonlyMap<string, number | null>): readonly Said[] {
  return fields.map((name) => values.get(name))
}

/** What is said, by the names of the form's fields in their order. */
export function valuesOf(claim: Claim, fields: readonly string[]): ReadonlyMap<string, number | null> {
  if (fields.length !== claim.said.length) throw new NotAClaimError('fields of another form')
  const pairs = fields.map((name, at) => [name, claim.said[at]] as const)
  return new Map(pairs.filter((pair): pair is readonly [string, number | null] => pair[1] !== undefined))
}

function saidOf(value: Cbor): Said {
  return value === null || value === undefined ? value : asNumber(value, MOST_NUMBER)
}
