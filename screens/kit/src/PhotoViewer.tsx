/** One photo over the whole screen: zoom, turn, and the place of a field framed. Keys: + − 0, Escape. */

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { loadPhoto } from './photos'
import { uprightTurn, type Quad, type Turn } from './place'
import { kit } from './words'

export interface Shown {
  readonly photo: string
  readonly title: string
  /** Any field of the photo tells which way is up. */
  readonly up: Quad | null
  /** The field to frame and to begin at. */
  readonly at: Quad | null
}

const MOST = 6
const STEP = 1.5

export function PhotoViewer({ shown, close }: { readonly shown: Shown; readonly close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const pane = useRef<HTMLDivElement>(null)
  const [image, setImage] = useState<HTMLImageElement | 'fails' | null>(null)
  const [zoom, setZoom] = useState(shown.at ? 2.5 : 1)
  const [turn, setTurn] = useState<Turn>(0)

  useEffect(() => {
    dialog.current?.showModal()
    loadPhoto(shown.photo).then(
      (loaded) => {
        setTurn(shown.up ? uprightTurn(shown.up, loaded.naturalWidth, loaded.naturalHeight) : 0)
        setImage(loaded)
      },
      () => setImage('fails'),
    )
  }, [])

  const photo = image === 'fails' ? null : image
  useLayoutEffect(() => {
    const framed = pane.current?.querySelector('.framed')
    if (photo && framed) framed.scrollIntoView({ block: 'center', inline: 'center' })
  }, [photo])

  const zoomBy = (factor: number) => setZoom((now) => Math.min(MOST, Math.max(1, now * factor)))
  const keys = (event: KeyboardEvent) => {
    if (event.key === '+' || event.key === '=') zoomBy(STEP)
    if (event.key === '-') zoomBy(1 / STEP)
    if (event.key === '0') setZoom(1)
  }
  return (
    <dialog ref={dialog} class="viewer" aria-label={shown.title} onClose={close} onKeyDown={keys}>
      <div class="viewer-tools" role="toolbar" aria-label={kit('tools')}>
        <h2>{shown.title}</h2>
        <button type="button" onClick={() => zoomBy(STEP)} disabled={zoom >= MOST}>{kit('larger')}</button>
        <button type="button" onClick={() => zoomBy(1 / STEP)} disabled={zoom <= 1}>{kit('smaller')}</button>
        <button type="button" onClick={() => setTurn((now) => ((now + 90) % 360) as Turn)}>{kit('turn')}</button>
        <a href={shown.photo} target="_blank" rel="noopener">{kit('file')}</a>
        <button type="button" class="viewer-close" onClick={() => dialog.current?.close()}>{kit('close')}</button>
      </div>
      <div class="viewer-pane" ref={pane} tabIndex={0} onDblClick={() => setZoom((now) => (now > 1 ? 1 : 2.5))}>
        {image === 'fails' && <p class="viewer-fails">{kit('photoFails')}</p>}
        {photo && <Sheet photo={photo} zoom={zoom} turn={turn} at={shown.at} label={shown.title} />}
      </div>
    </dialog>
  )
}

interface SheetParts {
  readonly photo: HTMLImageElement
  readonly zoom: number
  readonly turn: Turn
  readonly at: Quad | null
  readonly label: string
}

/** The photo itself, turned and zoomed, as a picture that scrolls in its pane. */
function Sheet({ photo, zoom, turn, at, label }: SheetParts) {
  const { naturalWidth: width, naturalHeight: height } = photo
  const lies = turn === 90 || turn === 270
  const [across, down] = lies ? [height, width] : [width, height]
  const middle = { x: (across - width) / 2, y: (down - height) / 2 }
  const points = at?.map(([x, y]) => `${x * width},${y * height}`).join(' ')
  return (
    <svg
      class="sheet"
      style={{ width: `calc(${zoom} * min(100%, (100dvh - 5rem) * ${across / down}))`, aspectRatio: `${across} / ${down}` }}
      viewBox={`0 0 ${across} ${down}`}
      role="img"
      aria-label={label}
    >
      <g transform={`translate(${middle.x} ${middle.y}) rotate(${turn} ${width / 2} ${height / 2})`}>
        <image href={photo.src} width={width} height={height} />
        {points && <polygon class="framed" points={points} />}
      </g>
    </svg>
  )
}
