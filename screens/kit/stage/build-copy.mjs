// Builds the program that stands inside a copy file: one plain script, `node kit/stage/build-copy.mjs FILE`.
//
// In: kit/src/copies/verify-page.ts. Out: the script, as the app's own build makes it; tests put it into files.

import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

export async function buildCopyProgram(file) {
  const scratch = `${file}-build`
  await build({
    configFile: false,
    root: fileURLToPath(new URL('..', import.meta.url)),
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: scratch,
      emptyOutDir: true,
      target: 'es2020',
      rolldownOptions: {
        input: fileURLToPath(new URL('../src/copies/verify-page.ts', import.meta.url)),
        output: { format: 'iife', entryFileNames: 'program.js', codeSplitting: false },
      },
    },
  })
  writeFileSync(file, readFileSync(join(scratch, 'program.js')))
  rmSync(scratch, { recursive: true })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildCopyProgram(process.argv[2])
