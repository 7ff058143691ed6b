// A copy of one contest as one file that checks itself: numbers, signature, photos, and the program that checks them.
//
// In: what the station signed and its photos. Out: an HTML file, and back again. Invariant: the file shows no number
// but those of the signed claims that it carries, and asks for nothing from the network. Whether it is to be believed is
// judged by `judge-copy`: by the program in the file with the keys in the file, which the person compares, or by an
// installed program with the keys that it has pinned, which is better.

/** What the file carries; bytes are base 64 for addresses. */
export interface CopyFile {
  readonly format: 1
  readonly election: { readonly id: string, readonly name: string, readonly practice: boolean }
  readonly station: { readonly code: string, readonly name: string, readonly regions: readonly string[] }
  readonly contest: { readonly id: string, readonly name: string }
  /** In the order of the form: the name by which a claim's place is known, and what a person reads. */
  readonly fields: readonly CopyRow[]
  readonly signed: string
  readonly details: string
  /** What was corrected since, the oldest first. */
  readonly corrections: readonly SignedWord[]
  readonly photos: readonly { readonly page: number | null, readonly jpeg: string }[]
  /** The roots that the phone which made the file has pinned. */
  readonly roots: readonly { readonly key: string, readonly retired: number | null }[]
  /** Seconds since 1970 by that phone's clock. */
  readonly madeAt: number
}

/** A signed claim with its details. */
export interface SignedWord {
  readonly signed: string
  readonly details: string
}

export interface CopyRow {
  readonly name: string
  readonly row: string
  readonly column: string
}

const HOLDER = '<script type="application/json" id="copy">'
const END = '</script>'
/** The file's own program may run, and nothing may be fetched. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"

/** The file's text; `program` is the built `verify-page`. */
export function writeCopyFile(copy: CopyFile, program: string): string {
  const title = `Salinan ${copy.contest.name} ${copy.station.name}`
  return [
    '<!doctype html>', '<html lang="id">', '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    `<title>${escaped(title)}</title>`,
    '<noscript>Berkas ini memeriksa dirinya sendiri dengan JavaScript. Buka dengan peramban biasa.</noscript>',
    '<main id="page"></main>',
    `${HOLDER}${JSON.stringify(copy).replaceAll('<', '\\u003c')}${END}`,
    `<script>${program.replaceAll('</script', '<\\/script')}</script>`,
    '</html>',
  ].join('\n')
}

/** What a file carries; null where it is no such copy. The program in it is not looked at and never run. */
export function readCopyFile(text: string): CopyFile | null {
  const start = text.indexOf(HOLDER)
  const end = text.indexOf(END, start)
  return start < 0 || end < 0 ? null : parseCopy(text.slice(start + HOLDER.length, end))
}

/** What the JSON inside a file carries; null where it is no such copy. */
export function parseCopy(json: string): CopyFile | null {
  try {
    const copy = JSON.parse(json) as CopyFile
    const lists = [copy.fields, copy.corrections, copy.photos]
    return copy.format === 1 && lists.every((each) => Array.isArray(each)) ? copy : null
  } catch {
    return null
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
