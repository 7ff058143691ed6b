/**
 * A copy of a contest as a file that checks itself, handed on by whatever the phone shares with.
 *
 * In: one of the station's own claims. Out: an HTML file with numbers, signature, photos and the program that checks
 * them. Invariant: what is in the file is what was signed; nothing is fetched from the network for it.
 */

import { base64url } from '@sirekap/kit/keys/bytes'
import { writeCopyFile, type CopyFile } from '@sirekap/kit/copies/copy-file'
import { salinanPdf, type CopyPaper } from '@sirekap/kit/copies/salinan'
import { language } from '@sirekap/kit/language'
import { packet, photoOf, sheetOf } from '../desk'
import type { KeptClaim } from '../keep/model'

/** The built `verify-page`, which lies in the precache beside the program. */
const PROGRAM = 'copy-verifier.js'

export async function copyFile(claim: KeptClaim): Promise<File> {
  const program = await (await fetch(PROGRAM)).text()
  const text = writeCopyFile(await carried(claim), program)
  return new File([text], `salinan-${fileName(claim)}.html`, { type: 'text/html' })
}

async function carried(claim: KeptClaim): Promise<CopyFile> {
  const held = packet.value
  const sheet = sheetOf(claim.contest)
  if (!held || !sheet || !claim.details) throw new TypeError('not one of our own')
  const photos = await Promise.all(claim.photos.map(photoOf))
  return {
    format: 1,
    election: { id: held.election.id, name: held.election.name, practice: held.election.practice },
    station: { code: held.station.code, name: held.station.name, regions: held.station.regions.map((each) => each.name) },
    contest: { id: sheet.contest.id, name: sheet.contest.name },
    fields: sheet.contest.fields.map(({ name, row, column }) => ({ name, row: row[language.value], column: column[language.value] })),
    signed: base64url(claim.signed),
    details: base64url(claim.details),
    photos: photos.flatMap((each) => (each ? [{ page: each.page, jpeg: base64url(new Uint8Array(each.rendition)) }] : [])),
    roots: held.keys.roots,
    madeAt: Math.floor(Date.now() / 1000),
  }
}

/** The C.HASIL SALINAN of a claim as PDF: the server's paper, filled in here. */
export function salinanFile(claim: KeptClaim): File | null {
  const paper = packet.value?.copies[claim.contest]
  if (!paper) return null
  const foot = [`SIREKAP ${claim.id}`, `Ditandatangani ${claim.by}`]
  const pdf = salinanPdf(JSON.parse(paper) as CopyPaper, new Map(Object.entries(claim.values)), foot)
  return new File([pdf], `C.HASIL-SALINAN-${claim.station}-${claim.contest}.pdf`, { type: 'application/pdf' })
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
