// What the lines say on which numbers are written in words.
//
// In: a photo, the placed fields, the networks. Out: for each field whose line can be read, a probability of every
// number. Invariant: all lines of a page go through the network together; a line that is empty, not wholly in the
// photo or no number says nothing.

import type { Field } from './form.ts'
import type { FieldPlace } from './lay-fields.ts'
import type { Networks } from './networks.ts'
import type { Grey } from './raster.ts'
import { scoreWords } from './score-words.ts'
import { LINE_HEIGHT, LINE_WIDTH, lineOf } from './words-line.ts'

export async function readWords(
  photo: Grey, placed: readonly { readonly field: Field; readonly place: FieldPlace }[], networks: Networks,
): Promise<ReadonlyMap<string, Float64Array>> {
  const lines = placed.flatMap(({ field, place }) => {
    const line = field.words.length ? lineOf(photo, field.words, place.matrix) : null
    return line === null ? [] : [{ field, line }]
  })
  const found = new Map<string, Float64Array>()
  if (!lines.length) return found
  const size = LINE_WIDTH * LINE_HEIGHT
  const given = new Float32Array(lines.length * size)
  lines.forEach(({ line }, at) => { given.set(line, at * size) })
  const logits = await networks.spell(given)
  const each = logits.length / lines.length
  lines.forEach(({ field }, at) => {
    const said = scoreWords(logits.subarray(at * each, (at + 1) * each), 10 ** field.boxes.length - 1)
    if (said !== null) found.set(field.name, said)
  })
  return found
}
