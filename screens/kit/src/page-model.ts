// The page's model in a browser or in Node: the graph that the server runs, with the same numbers.
//
// In: a grey photo, and for every box and every bubble the matrix from its piece's unit square to photo pixels,
// nine numbers row by row (models/page_graph.py says more). Out: logits a box, ink a bubble. Runs on one thread,
// which every phone's browser can do without special headers. Where the pieces lie is not decided here.

import * as runtime from 'onnxruntime-web/wasm'

const MATRIX = 9

export interface Photo {
  /** Grey levels, row by row. */
  readonly pixels: Uint8Array
  readonly width: number
  readonly height: number
}

export interface Seen {
  /** As many numbers a box as there are classes; divided by the fitted temperature they give probabilities. */
  readonly logits: Float32Array
  /** 0 paper to 1 black, a number a bubble. */
  readonly ink: Float32Array
}

export interface PageModel {
  look(photo: Photo, boxes: Float32Array, bubbles: Float32Array): Promise<Seen>
}

/** Opens the model from the bytes of page.onnx; `wasm` is the folder of the runtime's files where it must be told. */
export async function openPageModel(graph: Uint8Array, wasm?: string): Promise<PageModel> {
  runtime.env.wasm.numThreads = 1
  if (wasm) runtime.env.wasm.wasmPaths = wasm
  const session = await runtime.InferenceSession.create(graph, { executionProviders: ['wasm'] })
  return {
    async look(photo, boxes, bubbles) {
      const seen = await session.run({
        photo: new runtime.Tensor('uint8', photo.pixels, [photo.height, photo.width]),
        boxes: matrices(boxes),
        bubbles: matrices(bubbles),
      })
      return {
        logits: numbers(seen['logits']).slice(0, (boxes.length / MATRIX) * (seen['logits']?.dims[1] ?? 0)),
        ink: numbers(seen['ink']).slice(0, bubbles.length / MATRIX),
      }
    },
  }
}

/** The graph wants at least one piece of each kind; what it says of a piece nobody asked for is dropped. */
function matrices(values: Float32Array): runtime.Tensor {
  const held = values.length ? values : Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1)
  return new runtime.Tensor('float32', held, [held.length / MATRIX, 3, 3])
}

function numbers(tensor: runtime.Tensor | undefined): Float32Array {
  if (tensor === undefined || !(tensor.data instanceof Float32Array)) throw new TypeError('no such output')
  return tensor.data
}
