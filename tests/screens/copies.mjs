// Makes copies in Node by the phone's own modules: `node copies.mjs KIT`, JSON in and out.

import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const [folder] = process.argv.slice(2)
const kit = (path) => import(pathToFileURL(`${folder}/${path}`).href)
const { base64url, hexBytes } = await kit('keys/bytes.ts')
const { readCopyFile, writeCopyFile } = await kit('copies/copy-file.ts')
const { judgeCopy } = await kit('copies/judge-copy.ts')
const { NoRoomError, salinanPdf } = await kit('copies/salinan.ts')
const { terbilang } = await kit('copies/terbilang.ts')

const tasks = {
  file({ copy, program, spoil }) {
    const text = writeCopyFile(copy, program)
    return { text, again: readCopyFile(spoil ? text.replace('"format":1', '"format":2') : text) }
  },
  async judge({ copy, roots, election, at }) {
    const pinned = roots.map(({ key, retired }) => ({ key: hexBytes(key), retired }))
    const { holds, values, ...judged } = await judgeCopy(copy, pinned, election, at)
    return { ...judged, holds: Object.fromEntries(holds), values: Object.fromEntries(values) }
  },
  words({ numbers }) {
    return numbers.map((each) => terbilang(each).toUpperCase())
  },
  salinan({ paper, values, foot }) {
    try {
      return { pdf: base64url(salinanPdf(paper, new Map(Object.entries(values)), foot)) }
    } catch (error) {
      if (!(error instanceof NoRoomError)) throw error
      return { refused: error.field }
    }
  },
}

const given = JSON.parse(readFileSync(0, 'utf8'))
console.log(JSON.stringify(await tasks[given.task](given)))
