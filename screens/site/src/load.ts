/** Loads documents and keeps them fresh: every few seconds while the page is seen, with a conditional request.
 *
 * A document that did not change stays the same object, so nothing is drawn anew. When loading fails, what was
 * loaded stays and is marked as old; the wait grows until it works again.
 */

import { useEffect, useState } from 'preact/hooks'

export interface Loaded<Document> {
  readonly document: Document | null
  readonly absent: boolean
  readonly fails: boolean
  /** When it was last loaded or found unchanged. */
  readonly at: string | null
}

const EVERY = 5_000
const LONGEST = 60_000
const NOTHING = { document: null, absent: false, fails: false, at: null }

interface Kept {
  readonly text: string
  readonly document: unknown
}

const kept = new Map<string, Kept>()

/** The document at *path*, or null where there is none; rejects where it cannot be loaded. */
async function load(path: string): Promise<unknown> {
  const answer = await fetch(path, { cache: 'no-cache' })
  if (answer.status === 404) return null
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  const text = await answer.text()
  const known = kept.get(path)
  if (known?.text === text) return known.document
  const document: unknown = JSON.parse(text)
  kept.set(path, { text, document })
  return document
}

/** The document at *path*; nothing for null. One that never changes is loaded once. */
export function useDocument<Document>(path: string | null, changes: 'changes' | 'stays' = 'changes'): Loaded<Document> {
  const [loaded, setLoaded] = useState<Loaded<Document> & { readonly path: string | null }>({ ...NOTHING, path })
  useEffect(() => {
    if (path === null) return
    let wanted = true
    let timer = 0
    let failed = 0
    const known = (kept.get(path)?.document ?? null) as Document | null
    setLoaded({ ...NOTHING, document: known, path })
    const again = async () => {
      clearTimeout(timer)
      if (document.hidden) return
      try {
        const found = (await load(path)) as Document | null
        failed = 0
        if (wanted) setLoaded({ document: found, absent: found === null, fails: false, at: new Date().toISOString(), path })
      } catch {
        failed += 1
        if (wanted) setLoaded((before) => ({ ...before, fails: true }))
      }
      if (wanted && (changes === 'changes' || failed > 0)) timer = window.setTimeout(again, Math.min(LONGEST, EVERY * 2 ** failed))
    }
    const seen = () => document.hidden || void again()
    document.addEventListener('visibilitychange', seen)
    void again()
    return () => {
      wanted = false
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', seen)
    }
  }, [path])
  return loaded.path === path ? loaded : { ...NOTHING }
}
