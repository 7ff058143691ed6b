// Runs the page's model on one case in Node: `node two_runtimes.mjs PAGE_MODEL_TS FOLDER`, prints JSON.

import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const [source, folder] = process.argv.slice(2)
const { openPageModel } = await import(pathToFileURL(source).href)
const bytes = (name) => new Uint8Array(readFileSync(`${folder}/${name}`))
const numbers = (name) => new Float32Array(bytes(name).buffer)
const model = await openPageModel(bytes('page.onnx'))
const { width, height } = JSON.parse(readFileSync(`${folder}/size.json`, 'utf8'))
const seen = await model.look({ pixels: bytes('photo.u8'), width, height }, numbers('boxes.f32'), numbers('bubbles.f32'))
console.log(JSON.stringify({ logits: [...seen.logits], ink: [...seen.ink] }))
