// Joins marks and says refusals by the phone's own modules: `node reading.mjs KIT`, JSON in and out.

import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const [folder] = process.argv.slice(2)
const kit = (path) => import(pathToFileURL(`${folder}/reading/${path}`).href)
const { fusePage } = await kit('fuse.ts')
const { scoreBubbles } = await kit('score-bubbles.ts')
const { softmax } = await kit('score-tally.ts')
const { sayRefusal } = await kit('doubt.ts')
const { scoreWords } = await kit('score-words.ts')
const { LETTERS, spellings, wordsOf } = await kit('words-grammar.ts')

const tasks = {
  fusion({ vectors: { pages, fitted, identities } }) {
    const marksOf = ({ logits, ink, seen }) => ({
      boxes: logits.map((each) => softmax(each, fitted.temperature)),
      bubbles: ink && scoreBubbles(Float32Array.from(ink.flat()), fitted.thresholds).states,
      counted: new Map(),
      seen,
    })
    return Object.fromEntries(pages.map(({ name, fields }) => {
      const all = Object.entries(fields)
      const marks = new Map(all.map(([field, given]) => [field, marksOf(given)]))
      const agreements = new Map(all.map(([field, given]) => [field, given.agreement]))
      const found = [...fusePage(marks, agreements, identities, fitted)].map(([field, fused]) => {
        return [field, { ...fused, evidence: Object.fromEntries(fused.evidence), why: fused.why.map((each) => each.code) }]
      })
      return [name, Object.fromEntries(found)]
    }))
  },
  words({ vectors: { spelled, lines } }) {
    const said = lines.map(({ most, logits }) => {
      const found = scoreWords(Float32Array.from(logits.flat()), most)
      return found && { value: found.indexOf(Math.max(...found)), probability: Math.max(...found) }
    })
    const texts = Object.keys(spelled).map((number) => [number, spellings(wordsOf(Number(number)))])
    return { letters: LETTERS, spelled: Object.fromEntries(texts), lines: said }
  },
  refusals({ asked }) {
    return asked.map(({ code, corners }) => ({ id: sayRefusal(code, corners, 'id'), en: sayRefusal(code, corners, 'en') }))
  },
}

const given = JSON.parse(readFileSync(0, 'utf8'))
console.log(JSON.stringify(tasks[given.task](given)))
