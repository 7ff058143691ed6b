/** The boxes of one number, cut from the photo and drawn upright; a tap opens the page at that place. */

import { useEffect, useRef, useState } from 'preact/hooks'
import { loadPhoto } from './photos'
import { drawField, type Quad } from './place'

interface Cut {
  readonly photo: string
  readonly quad: Quad
  /** Width and height of the field on paper, millimetres. */
  readonly size: readonly [number, number]
  readonly label: string
  readonly open: () => void
}

const DOTS_PER_MM = 7

export function Crop({ photo, quad, size, label, open }: Cut) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [fails, setFails] = useState(false)
  const place = JSON.stringify(quad)
  useEffect(() => {
    let wanted = true
    setFails(false)
    loadPhoto(photo).then(
      (image) => {
        if (wanted && canvas.current) drawField(canvas.current, image, quad)
      },
      () => wanted && setFails(true),
    )
    return () => {
      wanted = false
    }
  }, [photo, place])
  if (fails) return null
  return (
    <button type="button" class="crop" onClick={open} aria-label={label}>
      <canvas ref={canvas} width={Math.round(size[0] * DOTS_PER_MM)} height={Math.round(size[1] * DOTS_PER_MM)} />
    </button>
  )
}
