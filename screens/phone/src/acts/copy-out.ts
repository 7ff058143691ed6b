/**
 * A copy of a contest as a file that checks itself, handed on by whatever the phone shares with.
 *
 * In: what the station's officer said of a contest, or one of its claims. Out: an HTML file with numbers, signatures,
 * photos and the program that checks them. Invariant: what is in the file is what was signed; nothing is fetched from the
 * network for it.
 */

import { base64url } from '@sirekap/kit/keys/bytes'
import { writeCopyFile, type CopyFile, type SignedWord } from '@sirekap/kit/copies/copy-file'
import { salinanPdf, type CopyPaper } from '@sirekap/kit/copies/salinan'
import { language } from '@sirekap/kit/language'
import { packet, photoOf, sheetOf } from '../desk'
import type { KeptClaim } from '../keep/model'
import { lastOf, type Said } from './said'

/** The built `verify-page`, which lies in the precache beside the program. */
const PROGRAM = 'copy-verifier.js'

export async function copyFile(said: Said): Promise<File> {
  const program = await (await fetch(PROGRAM)).text()
  const text = writeCopyFile(await carried(said), program)
  return new File([text], `salinan-${fileName(lastOf(said))}.html`, { type: 'text/html' })
}

async function carried({ check, corrections }: Said): Promise<CopyFile> {
  const held = packet.value
  const sheet = sheetOf(check.contest)
  if (!held || !sheet) throw new TypeError('not one of our own')
  const photos = await Promise.all(check.photos.map(photoOf))
  return {
    format: 1,
    election: { id: held.election.id, name: held.election.name, practice: held.election.practice },
    station: { code: held.station.code, name: held.station.name, regions: held.station.regions.map((each) => each.name) },
    contest: { id: sheet.contest.id, name: sheet.contest.name },
    fields: sheet.contest.fields.map(({ name, row, column }) => ({ name, row: row[language.value], column: column[language.value] })),
    ...wordOf(check),
    corrections: corrections.map(wordOf),
    photos: photos.flatMap((each) => (each ? [{ page: each.page, jpeg: base64url(new Uint8Array(each.rendition)) }] : [])),
    roots: held.keys.roots,
    madeAt: Math.floor(Date.now() / 1000),
  }
}

function wordOf(claim: KeptClaim): SignedWord {
  if (!claim.details) throw new TypeError('not one of our own')
  return { signed: base64url(claim.signed), details: base64url(claim.details) }
}

/** The C.HASIL SALINAN of what was said as PDF: the server's paper, filled in here. */
export function salinanFile({ check, corrections, values }: Said): File | null {
  const paper = packet.value?.copies[check.contest]
  if (!paper) return null
  const foot = [check, ...corrections].map((each) => `SIREKAP ${each.id}`)
  const pdf = salinanPdf(JSON.parse(paper) as CopyPaper, values, [...foot, `Ditandatangani ${check.by}`])
  return new File([pdf], `C.HASIL-SALINAN-${check.station}-${check.contest}.pdf`, { type: 'application/pdf' })
}

/** Shares a file by the phone's own sheet, or saves it where there is none; tells which. */
export async function handOn(file: File): Promise<'shared' | 'saved' | 'given up'> {
  if (navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file] })
      return 'shared'
    } catch {
      return 'given up'
    }
  }
  saveFile(file)
  return 'saved'
}

/** Saves a file where the browser saves files: on a memory card, if the phone does so. */
export function saveFile(file: File): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

const fileName = (claim: KeptClaim): string => `${claim.station}-${claim.contest}-${claim.id.slice(0, 8)}`

/** The signed numbers alone, as they travel. */
export const claimFile = (claim: KeptClaim): File => new File([claim.signed], `${fileName(claim)}.sirekap`, { type: 'application/octet-stream' })

/** The photos of a claim as the files that are published, each named by its page and its hash. */
export async function photoFiles(claim: KeptClaim): Promise<readonly File[]> {
  const photos = await Promise.all(claim.photos.map(photoOf))
  return photos.flatMap((each) => {
    if (!each) return []
    const name = `${claim.station}-${claim.contest}-hal-${each.page}-${each.sha256.slice(0, 8)}.jpg`
    return [new File([each.rendition], name, { type: 'image/jpeg' })]
  })
}
