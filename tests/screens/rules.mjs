// Judges values in Node by the phone's own rules: `node rules.mjs KIT`, JSON in and out.

import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const [folder] = process.argv.slice(2)
const { judge } = await import(pathToFileURL(`${folder}/rules/judge.ts`).href)
const given = JSON.parse(readFileSync(0, 'utf8'))

const told = given.cases.map(({ form, known, limits, values, others, severities }) => {
  const pairs = (of) => new Map(Object.entries(of))
  const elsewhere = new Map(Object.entries(others).map(([contest, said]) => [contest, pairs(said)]))
  return judge({ form: given.forms[form], known, limits, values: pairs(values), others: elsewhere }, pairs(severities))
})
process.stdout.write(JSON.stringify(told))
