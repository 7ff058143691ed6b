// What makes the phone's page an installed program: its worker with the list of files, packed files, and budgets.
//
// In: the built folder. Out: `worker-HASH.js`, `version.json`, a `.br` beside every file that packs well. Invariant: a
// build over a budget fails: the first screen under 60 kB, all that is precached under 7 MB, both as they travel.

import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { build } from 'vite'
import { buildCopyProgram } from './kit/stage/build-copy.mjs'

const FIRST_SCREEN = 60 * 1024
const PRECACHE = 7 * 1024 * 1024
const PACKS = /\.(js|css|html|json|webmanifest|svg|wasm|onnx|txt)$/
/** Not fetched by a phone: licences lie on the server. */
const LEFT = /(license|LICENSE)/

export async function finishPhone(settings, here) {
  const out = settings.build.outDir
  writeFileSync(join(out, 'index.html'), firstPage(out))
  await buildCopyProgram(join(out, 'copy-verifier.js'))
  const files = filesIn(out).filter((path) => !LEFT.test(path))
  const version = digest(files.map((path) => [path, readFileSync(join(out, path))]))
  const sizes = new Map(files.map((path) => [path, packed(out, path)]))
  const listed = files.map((path) => ({ path: path === 'index.html' ? './' : path, bytes: sizes.get(path) }))
  const all = listed.reduce((sum, each) => sum + each.bytes, 0)
  const worker = `worker-${version}.js`
  writeFileSync(join(out, 'version.json'), JSON.stringify({ version, worker, bytes: all }))
  const given = {
    __VERSION__: JSON.stringify(version),
    __FILES__: JSON.stringify([...listed, { path: 'version.json', bytes: 100 }]),
  }
  await buildProgram(settings, here('phone/src/worker.ts'), join(out, worker), given)
  packed(out, worker)
  hold('first screen', firstScreen(out, sizes), FIRST_SCREEN)
  hold('precache', all, PRECACHE)
}

/** The page with its few styles in it, so that it is painted as soon as it is there, and the rest asked for early. */
function firstPage(out) {
  const html = readFileSync(join(out, 'index.html'), 'utf8')
  const [app] = readdirSync(join(out, 'assets')).filter((name) => /^App-.*\.js$/.test(name))
  const early = `<link rel="modulepreload" fetchpriority="low" href="./assets/${app}">`
  return html.replace(/<link rel="stylesheet"[^>]*href="\.\/(assets\/[^"]+\.css)">/, (_, path) => {
    const styles = readFileSync(join(out, path), 'utf8').trim().replaceAll('url(./', 'url(./assets/')
    rmSync(join(out, path))
    return `<style>${styles}</style>\n    ${early}`
  })
}

/** Builds one program that stands alone, with nothing to import. */
async function buildProgram(settings, input, to, define = {}) {
  const scratch = `${settings.build.outDir}-alone`
  const output = { format: 'iife', entryFileNames: 'alone.js', codeSplitting: false }
  const alone = { ...settings.build, outDir: scratch, rolldownOptions: { input, output } }
  await build({ ...settings, define, publicDir: false, build: alone })
  writeFileSync(to, readFileSync(join(scratch, 'alone.js')))
  rmSync(scratch, { recursive: true })
}

/** Bytes that travel for the first screen: the page, the program that makes it speak, and the font. */
function firstScreen(out, sizes) {
  const html = readFileSync(join(out, 'index.html'), 'utf8')
  const named = [...html.matchAll(/src="\.\/(assets\/[^"]+)"/g)].map((each) => each[1])
  const fonts = [...sizes.keys()].filter((path) => path.endsWith('.woff2'))
  return [...new Set(['index.html', ...named, ...fonts])].reduce((sum, path) => sum + (sizes.get(path) ?? 0), 0)
}

function hold(what, bytes, most) {
  const said = `${what}: ${(bytes / 1024).toFixed(1)} kB of ${(most / 1024).toFixed(0)} kB`
  if (bytes > most) throw new Error(`over budget, ${said}`)
  console.log(said)
}

/** Bytes of a file as it travels; writes the packed one beside it. */
function packed(out, path) {
  const data = readFileSync(join(out, path))
  if (!PACKS.test(path)) return data.length
  const small = brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: data.length > 2e5 ? 9 : 11 } })
  writeFileSync(join(out, `${path}.br`), small)
  return small.length
}

function digest(files) {
  const whole = createHash('sha256')
  for (const [path, data] of files) whole.update(`${path}\0`).update(data)
  return whole.digest('hex').slice(0, 12)
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile() && !each.name.endsWith('.br'))
    .map((each) => relative(folder, join(each.parentPath, each.name)))
    .sort()
}
