/**
 * Installing for use without a network, and newer versions, which never come by themselves.
 *
 * In: `version.json` beside the page. Out: how far the precache is, and whether a newer version waits. Invariant: the
 * version that is at work stays until a person takes the newer one: each version's worker has an address of its own,
 * so a browser that looks for changes of the old one finds none.
 */

import { signal } from '@preact/signals'

export interface Version {
  readonly version: string
  readonly worker: string
  /** Bytes of all that is precached, as they travel. */
  readonly bytes: number
}

export type Installed =
  | { readonly state: 'unknown' }
  | { readonly state: 'online'; readonly why: 'unsupported' | 'failed' }
  | { readonly state: 'fetching'; readonly done: number; readonly all: number }
  | { readonly state: 'ready' }

export const installed = signal<Installed>({ state: 'unknown' })
export const running = signal<Version | null>(null)
/** A version on the server that is not the one at work. */
export const newer = signal<Version | null>(null)
/** The browser's own offer to put the program on the home screen. */
export const homeScreen = signal<(() => Promise<void>) | null>(null)

interface Offer extends Event {
  prompt(): Promise<void>
}

addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault()
  homeScreen.value = async () => {
    await (event as Offer).prompt()
    homeScreen.value = null
  }
})

/** Takes the version that the page came with; does nothing where the browser cannot. */
export async function install(): Promise<void> {
  if (!('serviceWorker' in navigator)) {
    installed.value = { state: 'online', why: 'unsupported' }
    return
  }
  navigator.serviceWorker.addEventListener('message', ({ data }) => {
    // The last word on the progress may come after the worker is at work, and must not undo that.
    if (data?.kind !== 'progress' || installed.value.state === 'ready') return
    installed.value = { state: 'fetching', done: data.done, all: data.all }
  })
  try {
    const found = await versionAt('version.json')
    running.value = found
    await take(found)
  } catch {
    installed.value = navigator.serviceWorker.controller ? { state: 'ready' } : { state: 'online', why: 'failed' }
  }
  void lookForNewer()
}

/** Asks the server, past the cache, whether it has another version. */
export async function lookForNewer(): Promise<void> {
  try {
    const found = await versionAt(`version.json?now=${Date.now()}`)
    newer.value = running.value && found.version !== running.value.version ? found : null
  } catch {
    newer.value = null
  }
}

/** Puts the newer version in place and starts it; only ever called by a person's tap. */
export async function takeNewer(): Promise<void> {
  if (!newer.value) return
  await take(newer.value)
  location.reload()
}

async function take(version: Version): Promise<void> {
  const registration = await navigator.serviceWorker.register(version.worker, { updateViaCache: 'all' })
  const coming = registration.installing ?? registration.waiting
  if (coming) {
    installed.value = { state: 'fetching', done: 0, all: version.bytes }
    await activated(coming)
  }
  installed.value = { state: 'ready' }
}

function activated(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === 'activated') resolve()
      else if (worker.state === 'redundant') reject(new Error('not installed'))
    }
    worker.addEventListener('statechange', look)
    look()
  })
}

async function versionAt(address: string): Promise<Version> {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(String(answer.status))
  return (await answer.json()) as Version
}
