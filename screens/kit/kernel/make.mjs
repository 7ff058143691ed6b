// Writes the kernel's program into a module that every bundler and Node can load: `node kit/kernel/make.mjs [FILE]`.

import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import openWabt from 'wabt'

const source = new URL('rasters.wat', import.meta.url)
const target = process.argv[2] ?? fileURLToPath(new URL('../src/reading/kernel-bytes.ts', import.meta.url))

const wabt = await openWabt()
const { buffer } = wabt.parseWat('rasters.wat', Uint8Array.from(readFileSync(source)), { simd: true }).toBinary({})
const text = Buffer.from(buffer).toString('base64')
writeFileSync(target, `// Made by kit/kernel/make.mjs from kit/kernel/rasters.wat; change that.

export const KERNEL = '${text}'
`)
