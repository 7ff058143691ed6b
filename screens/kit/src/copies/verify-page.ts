// The program inside a copy file: checks what the file carries and shows it.
//
// In: the page it stands in. Out: the page, filled. Invariant: what is shown as a number comes from signed claims;
// where a check fails the file says so first and largest. It trusts the keys in its own file, so it names them for
// comparing: who wants more opens the file with an installed program.

import { fromBase64url } from '../keys/bytes.ts'
import type { CopyFile, CopyRow } from './copy-file.ts'
import { parseCopy } from './copy-file.ts'
import { CHECKS, judgeCopy, rootsOf, spokenName } from './judge-copy.ts'
import type { Check, CopyJudgement } from './judge-copy.ts'

const SAYS: Record<Check, string> = {
  signature: 'Ditandatangani petugas KPPS yang kuncinya sah / Signed by an officer with a proven key',
  station: 'Milik TPS dan pemilihan ini / Of this station and contest',
  details: 'Keterangan utuh / Details whole',
  photos: 'Foto sama dengan yang ditandatangani / Photos are those that were signed',
}

const STYLE = `
  body { font: 18px/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 46rem; padding: 1rem; color: #111; background: #fff }
  h1 { font-size: 1.35rem } table { border-collapse: collapse; width: 100% }
  td, th { border-bottom: 1px solid #bbb; padding: .35rem .25rem; text-align: left }
  td:last-child { text-align: right; font-variant-numeric: tabular-nums; font-weight: 700 }
  .good { background: #e2f3e6 } .bad { background: #ffe1dc } .verdict { padding: .75rem; font-weight: 700 }
  img { width: 100%; margin-top: 1rem } code { word-break: break-all } ul { padding-left: 1.2rem }`

function element(name: string, text = '', className = ''): HTMLElement {
  const made = document.createElement(name)
  made.textContent = text
  if (className) made.className = className
  return made
}

function verdict({ holds }: CopyJudgement): HTMLElement {
  const all = CHECKS.every((check) => holds.get(check))
  const text = all
    ? 'SAMA dengan yang ditandatangani di TPS. Salinan digital, bukan hasil resmi; yang sah formulirnya. / SAME as signed at the station.'
    : 'TIDAK SAMA atau tidak dapat diperiksa. Jangan dipakai. / NOT the same, or cannot be checked. Do not use it.'
  const box = element('p', text, `verdict ${all ? 'good' : 'bad'}`)
  box.setAttribute('role', 'status')
  return box
}

function checks({ holds }: CopyJudgement): HTMLElement {
  const list = element('ul')
  for (const check of CHECKS) list.append(element('li', `${holds.get(check) ? '✓' : '✗'} ${SAYS[check]}`))
  return list
}

function numbers(rows: readonly CopyRow[], values: CopyJudgement['values']): HTMLElement {
  const table = element('table')
  for (const { name, row, column } of rows) {
    if (!values.has(name)) continue
    const line = element('tr')
    line.append(element('td', row), element('td', column), element('td', String(values.get(name) ?? 'kosong / empty')))
    table.append(line)
  }
  return table
}

function photo(jpeg: string, page: number | null): HTMLElement {
  const image = document.createElement('img')
  const letters = [...(fromBase64url(jpeg) ?? [])].map((each) => String.fromCharCode(each)).join('')
  image.src = `data:image/jpeg;base64,${btoa(letters)}`
  image.alt = `Foto halaman ${page ?? '?'}`
  return image
}

async function show(copy: CopyFile, page: HTMLElement): Promise<void> {
  const roots = rootsOf(copy)
  const judged = await judgeCopy(copy, roots, copy.election.id, Math.min(copy.madeAt, Date.now() / 1000))
  const style = element('style', STYLE)
  const place = [...copy.station.regions, copy.station.name].join(', ')
  page.append(
    style,
    element('h1', `${copy.election.practice ? 'LATIHAN / PRACTICE: ' : ''}${copy.contest.name}`),
    element('p', `${copy.election.name}. ${place} (${copy.station.code})`),
    verdict(judged), checks(judged), numbers(copy.fields, judged.values),
    element('p', `Klaim / claim: ${judged.claim}`),
    ...judged.corrections.map((each) => element('p', `Pembetulan / correction: ${each}`)),
    element('p', `Penanda tangan / signer: ${judged.signer ?? '-'}`),
    element('p', 'Kunci akar, bandingkan dengan yang diumumkan KPU / root key, compare with the one KPU published:'),
  )
  for (const root of roots) page.append(element('code', await spokenName(root.key)))
  page.append(...copy.photos.map((each) => photo(each.jpeg, each.page)))
}

const page = document.getElementById('page')
const copy = parseCopy(document.getElementById('copy')?.textContent ?? '')
if (page !== null) {
  // Some apps open files where the browser lends no cryptography; nothing is shown that was not checked.
  const able = copy !== null && globalThis.crypto?.subtle !== undefined
  if (able) void show(copy, page)
  else page.append(element('p', 'Tidak dapat diperiksa di sini. Simpan berkas ini, lalu buka dengan Chrome. / Cannot be checked here. Save this file and open it with Chrome.'))
}
