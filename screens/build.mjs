// Builds the pages into the server's static folder: `node build.mjs`, or `node build.mjs site` for one of them.
//
// Addresses in the built pages are relative, so they work below any path. No program is put inline, so that the
// server's content security policy can allow files of its own alone; the phone's page has its first styles in it. The folders are one npm package rather than
// several, because a lock with links between packages names where each lies.

import { copyFileSync, existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { finishPhone } from './build-phone.mjs'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const wanted = process.argv.slice(2)
const pages = (wanted.length ? wanted : ['site', 'console', 'phone']).filter((name) => existsSync(here(`${name}/index.html`)))

/** Browsers of six years back: phones are old, and nobody may be told to buy another. */
const TARGETS = { phone: ['chrome87', 'safari14', 'firefox84'] }

/** What the pages' builds have in common. */
const settings = (name) => ({
  configFile: false,
  root: here(name),
  base: './',
  logLevel: 'warn',
  worker: { format: 'es' },
  resolve: { alias: { '@sirekap/kit': here('kit/src') } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: here(`../src/sirekap/web/static/${name}`),
    emptyOutDir: true,
    target: TARGETS[name] ?? 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
})

for (const name of pages) {
  await build(settings(name))
  // The font's licence asks to go where the font goes.
  copyFileSync(
    here('node_modules/@fontsource-variable/public-sans/LICENSE'),
    here(`../src/sirekap/web/static/${name}/assets/public-sans-license.txt`),
  )
  if (name === 'phone') await finishPhone(settings(name), here)
}
