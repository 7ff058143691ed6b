// Reads QR codes in grey pictures by ZXing, in a browser or in Node: desktop and older phones have no reader of
// their own.
//
// In: the bytes or address of the reader's program. Out: a `QrReader`. Invariant: a picture without codes gives none
// and never an error.

import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import type { QrReader } from './page-code.ts'
import type { Grey } from './raster.ts'

export interface QrProgram {
  /** The address of zxing_reader.wasm, or its bytes. */
  readonly wasm: string | ArrayBuffer
}

export function openQrReader({ wasm }: QrProgram): QrReader {
  const overrides = typeof wasm === 'string' ? { locateFile: () => wasm } : { wasmBinary: wasm }
  prepareZXingModule({ overrides })
  return async (picture) => {
    const found = await readBarcodes(imageOf(picture), { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 4 })
    return found.filter((each) => each.isValid).map((each) => each.text)
  }
}

/** A grey picture as the reader takes it. */
function imageOf({ pixels, width, height }: Grey): ImageData {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let at = 0, to = 0; at < pixels.length; at++, to += 4) {
    data[to] = data[to + 1] = data[to + 2] = pixels[at]!
    data[to + 3] = 255
  }
  return typeof ImageData === 'undefined'
    ? ({ data, width, height, colorSpace: 'srgb' } as ImageData)
    : new ImageData(data, width, height)
}
