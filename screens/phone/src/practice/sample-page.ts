/**
 * A filled page to practise on, as a picture of the paper: to be printed, shown on another screen, or taken as it is.
 *
 * In: a page of one of the station's forms. Out: a JPEG. Invariant: it is made in an election of practice alone, and
 * carries that election's code, so no real election ever takes it.
 */

import tagList from '../../../../src/sirekap/forms/apriltag_36h10.txt?url'
import type { Sheet } from '../desk'
import type { Papers } from '../keep/packet'
import type { Pen, PrintedPage } from './paper'
import { printPage } from './print-page'
import { sampleNumbers } from './sample-numbers'
import { writePage } from './write-page'

/** Pixels to the millimetre: an A3 page has about six million. */
const DENSITY = 7
const PAPER = '#f3f3ee'
const QUALITY = 0.9

export async function samplePage(packet: Papers, { form, contest }: Sheet, number: number): Promise<File> {
  if (!packet.election.practice) throw new TypeError('samples are for practice alone')
  const page = form.pages.find((each) => each.number === number) as unknown as PrintedPage
  const tags = await (await fetch(tagList)).text()
  const [canvas, pen] = sheetOfPaper(page)
  printPage(pen, { page, form: form.hash, packet, tags })
  writePage(pen, page, sampleNumbers(form, packet.station))
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY))
  if (!blob) throw new TypeError('no picture')
  return new File([blob], `latihan-${contest.id}-hal-${number}.jpg`, { type: 'image/jpeg' })
}

function sheetOfPaper({ width, height }: PrintedPage): [HTMLCanvasElement, Pen] {
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * DENSITY)
  canvas.height = Math.round(height * DENSITY)
  const pen = canvas.getContext('2d')
  if (!pen) throw new TypeError('no canvas')
  pen.fillStyle = PAPER
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.scale(DENSITY, DENSITY)
  return [canvas, pen]
}
