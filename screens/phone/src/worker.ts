/**
 * The service worker: keeps one version of the program whole on the phone, and serves it with or without a network.
 *
 * In: the list of files that the build made, baked in. Out: every file of this version from its own cache. Invariant:
 * the cache is complete or the installation fails and is tried again; nothing of `/api` is ever kept here.
 */

/// <reference lib="webworker" />

import { sendAll } from './send/outbox'

declare const __VERSION__: string
declare const __FILES__: readonly { readonly path: string; readonly bytes: number }[]
declare const self: ServiceWorkerGlobalScope

const CACHE = `sirekap-${__VERSION__}`
const ALL = __FILES__.reduce((sum, each) => sum + each.bytes, 0)

self.addEventListener('install', (event) => event.waitUntil(fetchAll()))
self.addEventListener('activate', (event) => event.waitUntil(dropOthers()))
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  const scope = new URL(self.registration.scope)
  if (event.request.method !== 'GET' || url.origin !== scope.origin) return
  if (!url.pathname.startsWith(scope.pathname) || url.search) return
  event.respondWith(fromCache(event.request, url, scope))
})
self.addEventListener('sync', (event) => {
  const { tag } = event as Event & { readonly tag: string }
  if (tag === 'outbox') (event as ExtendableEvent).waitUntil(sendInBackground())
})

/** Fails where claims are left: only then does the browser wake this worker again for them. */
async function sendInBackground(): Promise<void> {
  const sent = await sendAll('claims')
  if (sent === 'unreachable' || sent === 'failed') throw new Error(sent)
}

async function fetchAll(): Promise<void> {
  const cache = await caches.open(CACHE)
  let done = 0
  for (const { path, bytes } of __FILES__) {
    const known = await cache.match(path)
    if (!known) await cache.add(new Request(path, { cache: 'no-cache' }))
    done += bytes
    await tell({ kind: 'progress', done, all: ALL })
  }
  await self.skipWaiting()
}

async function dropOthers(): Promise<void> {
  const names = await caches.keys()
  await Promise.all(names.filter((each) => each.startsWith('sirekap-') && each !== CACHE).map((each) => caches.delete(each)))
  await self.clients.claim()
}

async function fromCache(request: Request, url: URL, scope: URL): Promise<Response> {
  const path = url.pathname === scope.pathname ? './' : url.pathname
  const cache = await caches.open(CACHE)
  return (await cache.match(path)) ?? fetch(request)
}

async function tell(message: unknown): Promise<void> {
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) client.postMessage(message)
}
