/** The camera looking for QR codes; each new text is handed over once. A picture of the code from a file does as well. */

import { useEffect, useRef, useState } from 'preact/hooks'
import { say } from '@sirekap/kit/language'
import { closeCamera, openCamera } from '../camera/open'
import { findTexts, pixelsOf } from '../camera/scan'
import { FAULTS } from '../words/faults'
import { c } from '../words/capture'

interface Scan {
  readonly label: string
  /** Takes a text; true where nothing more is to be scanned. */
  readonly take: (text: string) => void
}

const MOST_PIXELS = 1280
const FILE_PIXELS = 2400
const PAUSE = 120

export function Scanner({ label, take }: Scan) {
  const video = useRef<HTMLVideoElement>(null)
  const hand = useRef(take)
  hand.current = take
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    let open = true
    let stream: MediaStream | undefined
    void openCamera().then(async (opened) => {
      if ('failed' in opened) return setFailed(true)
      stream = opened.stream
      if (!open || !video.current) return closeCamera(stream)
      video.current.srcObject = stream
      await video.current.play().catch(() => undefined)
      while (open) {
        await lookOnce(video.current, hand.current)
        await new Promise((done) => setTimeout(done, PAUSE))
      }
    })
    return () => {
      open = false
      if (stream) closeCamera(stream)
    }
  }, [])
  return (
    <div class="scanner">
      {failed ? (
        <p role="alert" class="problem">
          {say(FAULTS.noCamera)}
        </p>
      ) : (
        <video ref={video} class="live" playsInline muted aria-label={label} />
      )}
      <label class="file-button">
        {c('qrFromFile')}
        <input type="file" accept="image/*" onChange={(event) => void fromFile(event.currentTarget, hand.current)} />
      </label>
    </div>
  )
}

async function lookOnce(video: HTMLVideoElement | null, take: (text: string) => void): Promise<void> {
  if (!video?.videoWidth) return
  const found = await findTexts(pixelsOf(video, video.videoWidth, video.videoHeight, MOST_PIXELS))
  for (const text of found) take(text)
}

async function fromFile(input: HTMLInputElement, take: (text: string) => void): Promise<void> {
  for (const file of Array.from(input.files ?? [])) {
    const picture = await createImageBitmap(file)
    const found = await findTexts(pixelsOf(picture, picture.width, picture.height, FILE_PIXELS))
    for (const text of found) take(text)
  }
  input.value = ''
}
