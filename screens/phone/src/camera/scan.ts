/**
 * The texts of QR codes in a picture. In: a canvas, a video or a file. Out: texts, at best the first time.
 *
 * The browser's own reader is taken where it has one; otherwise a library, which is fetched the first time.
 */

import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'

interface Detector {
  detect(source: ImageBitmapSource): Promise<readonly { readonly rawValue: string }[]>
}

type Look = (pixels: ImageData) => Promise<readonly string[]>
let looking: Promise<Look> | null = null

export function findTexts(pixels: ImageData): Promise<readonly string[]> {
  looking ??= open()
  return looking.then((look) => look(pixels))
}

async function open(): Promise<Look> {
  const own = await ownDetector()
  if (own) return async (pixels) => (await own.detect(pixels)).map((each) => each.rawValue)
  const { prepareZXingModule, readBarcodes } = await import('zxing-wasm/reader')
  prepareZXingModule({ overrides: { locateFile: () => wasm } })
  return async (pixels) => {
    const found = await readBarcodes(pixels, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 1 })
    return found.filter((each) => each.isValid).map((each) => each.text)
  }
}

async function ownDetector(): Promise<Detector | null> {
  const Own = (globalThis as { BarcodeDetector?: { new (how: object): Detector; getSupportedFormats(): Promise<string[]> } })
    .BarcodeDetector
  if (!Own) return null
  try {
    return (await Own.getSupportedFormats()).includes('qr_code') ? new Own({ formats: ['qr_code'] }) : null
  } catch {
    return null
  }
}

/** The pixels of a picture, at most `most` wide or high. */
export function pixelsOf(source: CanvasImageSource, width: number, height: number, most: number): ImageData {
  const scale = Math.min(1, most / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) throw new TypeError('no canvas')
  pen.drawImage(source, 0, 0, canvas.width, canvas.height)
  return pen.getImageData(0, 0, canvas.width, canvas.height)
}
