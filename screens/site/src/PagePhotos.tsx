/** The newest photo of one page, one tap from full size, and the earlier ones beside it. */

import { moment } from '@sirekap/kit/numbers'
import { uprightTurn } from '@sirekap/kit/place'
import type { Photo } from './documents'
import { w } from './words'

/** Turn the picture so that the page's top is up, where the places of its fields tell which way that is. */
const turnUp = (photo: Photo) => (event: Event & { readonly currentTarget: HTMLImageElement }) => {
  const image = event.currentTarget
  const [quad] = Object.values(photo.fields)
  const turn = quad ? uprightTurn(quad, image.naturalWidth, image.naturalHeight) : 0
  image.style.transform = turn === 0 ? '' : `rotate(${turn}deg) scale(${turn === 180 ? 1 : 4 / 3})`
}

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
        <img src={newest.path} alt={w('openPage', named)} loading="lazy" decoding="async" onLoad={turnUp(newest)} />
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
