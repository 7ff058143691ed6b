/** The newest photo of one page, one tap from full size, and the earlier ones beside it. */

import { moment } from '@sirekap/kit/numbers'
import type { Photo } from './documents'
import { w } from './words'

interface Photos {
  readonly page: number
  readonly photos: readonly Photo[]
  readonly zone: string
  readonly open: () => void
}

export function PagePhotos({ page, photos, zone, open }: Photos) {
  const [newest, ...earlier] = photos
  const named = { page: String(page) }
  if (!newest) return <p class="no-photo">{w('noPhoto', named)}</p>
  return (
    <figure class="page-photo">
      <button type="button" onClick={open}>
        <img src={newest.path} alt={w('openPage', named)} loading="lazy" decoding="async" />
      </button>
      <figcaption>
        <strong>{w('page', named)}</strong>
        <span>{w('photoAt', { time: moment(newest.at, zone) })}</span>
        <span class="hash" title={`${w('hash')} ${newest.sha256}`}>{newest.sha256.slice(0, 12)}</span>
        {earlier.length > 0 && (
          <details>
            <summary>{w('older', { count: String(earlier.length) })}</summary>
            <ul>
              {earlier.map((photo) => (
                <li key={photo.sha256}><a href={photo.path}>{w('photoAt', { time: moment(photo.at, zone) })}</a></li>
              ))}
            </ul>
          </details>
        )}
      </figcaption>
    </figure>
  )
}
