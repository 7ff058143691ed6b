// The networks that reading runs, as functions: the page's graph, the counter of strokes, the reader of words, all in ONNX.
//
// In: the bytes of page.onnx, tally.onnx and words.onnx. Out: a `Networks`. Invariant: one thread, which every browser can
// do without special headers. Where the pieces lie is not decided here.

import * as runtime from 'onnxruntime-web/wasm'

import { CLASSES } from '../classes.ts'
import { openPageModel } from '../page-model.ts'
import type { Matrix } from './matrix.ts'
import { flattened, partOf } from './patches.ts'
import type { Grey } from './raster.ts'
import { CELL_HEIGHT, CELL_WIDTH, softmax } from './score-tally.ts'
import { LINE_HEIGHT, LINE_WIDTH } from './words-line.ts'

export interface Looked {
  /** Fourteen probabilities a box. */
  readonly boxes: readonly Float64Array[]
  /** 0 paper to 1 black, a number a bubble. */
  readonly ink: Float32Array
}

export interface Networks {
  look(photo: Grey, boxes: readonly Matrix[], bubbles: readonly Matrix[]): Promise<Looked>
  /** Logits of cells, six a cell. */
  count(cells: Float32Array): Promise<Float32Array>
  /** Logits of the steps along lines of words, line by line. */
  spell(lines: Float32Array): Promise<Float32Array>
}

export interface NetworkFiles {
  readonly page: Uint8Array
  readonly tally: Uint8Array
  readonly lines: Uint8Array
  /** The folder of the runtime's files, where it must be told. */
  readonly wasm?: string
}

/** Opens the networks; `temperature` makes box probabilities honest. */
export async function openNetworks(files: NetworkFiles, temperature: number): Promise<Networks> {
  const page = await openPageModel(files.page, files.wasm)
  const options = { executionProviders: ['wasm'] } as const
  const tally = await runtime.InferenceSession.create(files.tally, options)
  const words = await runtime.InferenceSession.create(files.lines, options)
  return {
    async look(photo, boxes, bubbles) {
      if (boxes.length + bubbles.length === 0) return { boxes: [], ink: new Float32Array() }
      const part = partOf(photo, [...boxes, ...bubbles])
      const seen = await page.look(part.photo, flattened(boxes, part), flattened(bubbles, part))
      const shares = boxes.map((_, at) => {
        return softmax(seen.logits.subarray(at * CLASSES.length, (at + 1) * CLASSES.length), temperature)
      })
      return { boxes: shares, ink: seen.ink }
    },
    async count(cells) {
      const count = cells.length / (CELL_WIDTH * CELL_HEIGHT)
      const given = new runtime.Tensor('float32', cells, [count, 1, CELL_HEIGHT, CELL_WIDTH])
      return numbers((await tally.run({ cells: given }))['logits'])
    },
    async spell(lines) {
      const count = lines.length / (LINE_WIDTH * LINE_HEIGHT)
      const given = new runtime.Tensor('float32', lines, [count, 1, LINE_HEIGHT, LINE_WIDTH])
      return numbers((await words.run({ lines: given }))['logits'])
    },
  }
}

function numbers(tensor: runtime.Tensor | undefined): Float32Array {
  if (tensor === undefined || !(tensor.data instanceof Float32Array)) throw new TypeError('no such output')
  return tensor.data
}
