// From a picture file to pixels, and from pixels to the one file that is published.
//
// In: a file of the camera. Out: grey pixels, or a JPEG of at most 300 KB as a rule and 600 KB at most, upright, with
// nothing in it but the picture. Invariant: it is drawn anew, so no place, time or maker of the phone goes along. Runs
// in a worker where the browser can draw there, else on the page.

import { hex, sha256 } from '../keys/bytes.ts'
import { RefusedError } from './refuse.ts'
import { greyOf } from './raster.ts'
import type { Grey } from './raster.ts'

/** Most pixels along the longer side of what is published, and of what is read. */
export const LONG_SIDE = 2000
/** The longer side where the picture is too full for the aim: a page of 420 mm has 3.8 pixels a millimetre. */
const SMALLER_SIDE = 1600
const AIM = 300_000
const MOST = 600_000
const BEST = 0.82
const WORST = 0.5
/** Longest side of a file that is unpacked at all. */
const MOST_PIXELS = 12_000

export interface Rendition {
  readonly jpeg: ArrayBuffer
  /** SHA-256 (hex) of the file. */
  readonly sha256: string
  readonly width: number
  readonly height: number
}

type Canvas = OffscreenCanvas | HTMLCanvasElement

/** The picture of a file, upright; throws RefusedError where it is none. */
async function unpacked(photo: Blob): Promise<ImageBitmap> {
  try {
    const picture = await createImageBitmap(photo, { imageOrientation: 'from-image' })
    if (Math.max(picture.width, picture.height) > MOST_PIXELS) throw new RefusedError('too_large')
    return picture
  } catch (error) {
    throw error instanceof RefusedError ? error : new RefusedError('not_an_image')
  }
}

/** Grey pixels of a file, no larger than reading needs. */
export async function greyPixels(photo: Blob, longSide = LONG_SIDE): Promise<Grey> {
  const picture = await unpacked(photo)
  const { canvas, pen } = drawn(picture, longSide)
  picture.close()
  return greyOf(pen.getImageData(0, 0, canvas.width, canvas.height).data, canvas.width, canvas.height)
}

/** The file that is published. */
export async function renditionOf(photo: Blob): Promise<Rendition> {
  const picture = await unpacked(photo)
  let best: { readonly blob: Blob, readonly canvas: Canvas } | null = null
  for (const side of [LONG_SIDE, SMALLER_SIDE]) {
    const { canvas } = drawn(picture, side)
    const blob = await fitting(canvas)
    if (best === null || blob.size < best.blob.size) best = { blob, canvas }
    if (blob.size <= AIM) break
  }
  picture.close()
  if (best === null || best.blob.size > MOST) throw new RefusedError('too_large')
  const jpeg = await best.blob.arrayBuffer()
  return { jpeg, sha256: hex(await sha256(new Uint8Array(jpeg))), width: best.canvas.width, height: best.canvas.height }
}

/** Packs a picture as well as the aim allows: the size is nearly a straight line over the quality up to 0.8. */
async function fitting(canvas: Canvas): Promise<Blob> {
  let high = await packed(canvas, BEST)
  if (high.size <= AIM) return high
  const low = await packed(canvas, WORST)
  if (low.size >= AIM) return low
  const share = (AIM - low.size) / (high.size - low.size)
  high = await packed(canvas, WORST + (BEST - WORST) * share * 0.92)
  return high.size <= AIM ? high : low
}

function drawn(picture: ImageBitmap, side: number): { canvas: Canvas, pen: OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D } {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height))
  const canvas = blank(Math.max(Math.round(picture.width * scale), 1), Math.max(Math.round(picture.height * scale), 1))
  const pen = canvas.getContext('2d', { willReadFrequently: true }) as OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D | null
  if (pen === null) throw new TypeError('no canvas')
  pen.imageSmoothingQuality = 'high'
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return { canvas, pen }
}

function blank(width: number, height: number): Canvas {
  if (typeof OffscreenCanvas !== 'undefined') return new OffscreenCanvas(width, height)
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  return canvas
}

async function packed(canvas: Canvas, quality: number): Promise<Blob> {
  if (!('toBlob' in canvas)) return canvas.convertToBlob({ type: 'image/jpeg', quality })
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality))
  if (blob === null) throw new TypeError('no picture')
  return blob
}
