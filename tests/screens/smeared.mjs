// Asks the phone whether pages are smeared: `node smeared.mjs KIT`, cases in, answers out.

import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const [folder] = process.argv.slice(2)
const { sighted, smeared } = await import(pathToFileURL(`${folder}/reading/smeared.ts`).href)

const cases = JSON.parse(readFileSync(0, 'utf8'))
console.log(JSON.stringify(cases.map(({ sightings, clear, at }) => {
  const last = sightings.reduce((before, each) => sighted(each.clear, each.at, before), null)
  return smeared(clear, at, last)
})))
