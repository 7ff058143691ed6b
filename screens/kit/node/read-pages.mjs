// The phone's reader in Node, one page a line: what measures and tests the phone against the server.
//
// In: `node read-pages.mjs SETTING.json`, which names the files of the models, the code words and the forms; then a
// JSON object a line: {"pixels": FILE of grey bytes, "width", "height"}, and with {"form", "page", "places"} the
// places of fields as somebody else found them. Out: one JSON object a line.

import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { formSet } from '../src/reading/identify.ts'
import { openNetworks } from '../src/reading/networks.ts'
import { openQrReader } from '../src/reading/qr.ts'
import { readFields, readPage } from '../src/reading/read-page.ts'
import { sayDoubt, sayRefusal } from '../src/reading/doubt.ts'

const bytes = (path) => {
  const held = readFileSync(path)
  return new Uint8Array(held.buffer.slice(held.byteOffset, held.byteOffset + held.length))
}
const told = (path) => JSON.parse(readFileSync(path, 'utf8'))

const setting = told(process.argv[2])
const forms = setting.forms.map(({ path, hash }) => ({ ...told(path), hash }))
const set = formSet(forms, readFileSync(setting.words, 'utf8'))
const fitted = told(setting.fitted)
const reader = {
  fitted,
  networks: await openNetworks({ page: bytes(setting.page), tally: bytes(setting.tally), lines: bytes(setting.lines) }, fitted.temperature),
  qr: openQrReader({ wasm: bytes(setting.qr).buffer }),
}

async function placed(photo, { form, page, places }) {
  const began = performance.now()
  const own = forms.find((each) => each.hash === form)
  const sheet = { form: own, page: own.pages.find((each) => each.number === page), places: new Map(Object.entries(places)) }
  const fields = await readFields(photo, sheet, reader)
  return { refused: null, identity: { form, page }, fields, seconds: (performance.now() - began) / 1000 }
}

function plain(reading) {
  const fields = reading.fields.map(({ evidence, why, ...field }) => ({
    ...field,
    evidence: Object.fromEntries(evidence),
    why: why.map((doubt) => ({ code: doubt.code, say: { id: sayDoubt(doubt, 'id'), en: sayDoubt(doubt, 'en') } })),
  }))
  const { refused } = reading
  const say = refused && { id: sayRefusal(refused.code, refused.corners, 'id'), en: sayRefusal(refused.code, refused.corners, 'en') }
  return { ...reading, fields, refused: refused && { ...refused, say } }
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line)
  const photo = { pixels: bytes(asked.pixels), width: asked.width, height: asked.height }
  const reading = asked.places ? await placed(photo, asked) : await readPage(photo, set, reader)
  console.log(JSON.stringify(plain(reading)))
}
