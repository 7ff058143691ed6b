/**
 * The one file that is sent and published: at most 300 KB as a rule, upright, with nothing in it but the picture.
 *
 * In: the camera's file. Out: a JPEG drawn anew, so that no place, time or maker of the phone goes along, and its hash.
 * Invariant: never more than 600 KB; the smaller side keeps enough pixels for the boxes to be read.
 */

import { hex, sha256 } from '@sirekap/kit/keys/bytes'
import type { Rendition } from './reader'

const AIM = 300 * 1024
const MOST = 600 * 1024
/** Longer side, pixels. */
const SIDE = 2400
const LEAST_SIDE = 1600
const QUALITIES = [0.82, 0.72, 0.62, 0.52]

export async function rendition(photo: Blob): Promise<Rendition> {
  const picture = await createImageBitmap(photo, { imageOrientation: 'from-image' })
  let best: Blob | null = null
  for (const side of [SIDE, 2000, LEAST_SIDE]) {
    for (const quality of QUALITIES) {
      const made = await drawn(picture, side, quality)
      if (!best || made.size < best.size) best = made
      if (made.size <= AIM) return named(made)
    }
  }
  if (!best || best.size > MOST) throw new TypeError('this picture cannot be made small enough')
  return named(best)
}

async function drawn(picture: ImageBitmap, side: number, quality: number): Promise<Blob> {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  const pen = canvas.getContext('2d')
  if (!pen) throw new TypeError('no canvas')
  pen.imageSmoothingQuality = 'high'
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality))
  if (!blob) throw new TypeError('no picture')
  return blob
}

async function named(made: Blob): Promise<Rendition> {
  const jpeg = await made.arrayBuffer()
  return { jpeg, sha256: hex(await sha256(new Uint8Array(jpeg))) }
}
