/**
 * Sends one photo in pieces that go on where the last one broke off (tus 1.0).
 *
 * In: a kept photo. Out: nothing; it returns when the server has all of it. Invariant: where the upload lies is kept
 * too, so that a phone that was switched off goes on with the same one.
 */

import { DetailedError, Upload } from 'tus-js-client'
import { keep, type Base } from '../keep/database'
import { failureOf, sentMark } from './outbox'

/** Small enough that a line of 20 kbit/s gets each through within half a minute. */
const PIECE = 32 * 1024
const RETRIES = [0, 1000, 3000, 5000, 10_000]

export const progress = new Map<string, number>()

export async function sendPhoto(base: Base, station: string, sha256: string): Promise<void> {
  const photo = await base.get('photos', sha256)
  if (!photo) return
  const place = `upload ${sha256}`
  const begun = await base.get('one', place)
  await new Promise<void>((resolve, reject) => {
    const upload = new Upload(new Blob([photo.rendition]), {
      endpoint: '/api/uploads',
      uploadUrl: typeof begun === 'string' ? begun : null,
      chunkSize: PIECE,
      retryDelays: RETRIES,
      storeFingerprintForResuming: false,
      metadata: { station, sha256 },
      onUploadUrlAvailable: () => void keepPlace(base, place, upload.url),
      onProgress: (done, all) => void progress.set(sha256, all ? done / all : 0),
      onSuccess: () => resolve(),
      onError: (error) => reject(error instanceof DetailedError ? failureOf(error.originalResponse?.getStatus() ?? null) : error),
    })
    upload.start()
  })
  await keep(base, ['one'], (work) => work.objectStore('one').put(Date.now(), sentMark(sha256)))
}

async function keepPlace(base: Base, place: string, url: string | null): Promise<void> {
  if (url) await keep(base, ['one'], (work) => work.objectStore('one').put(url, place))
}
