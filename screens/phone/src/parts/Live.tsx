/**
 * The live picture with the form's outline and one sentence that says what to do; takes the photo when it is good.
 *
 * Invariant: the shutter can always be pressed by hand, and a file picked where the election allows it; where this page
 * gets no camera, the phone's own camera takes the photo. While a photo is being read nothing else is taken.
 */

import { useEffect, useRef, useState } from 'preact/hooks'
import { say, type Say } from '@sirekap/kit/language'
import { closeCamera, openCamera } from '../camera/open'
import { openReader } from '../camera/open-reader'
import type { Look, PageName } from '../camera/reader'
import { pixelsOf } from '../camera/scan'
import { shoot } from '../camera/shoot'
import { packet } from '../desk'
import { c } from '../words/capture'
import { FAULTS } from '../words/faults'

interface Camera {
  readonly looking: boolean
  readonly shot: (photo: Blob, from: 'camera' | 'file') => void
  /** What is said of a page that need not be taken; null where it is wanted. */
  readonly spare: (of: PageName) => Say | null
}

/** Wide enough for the corner marks, small enough for eight looks a second. */
const LOOK_PIXELS = 800
/** Milliseconds between looks, so that the picture stays smooth. */
const PAUSE = 30

export function Live({ looking, shot, spare }: Camera) {
  const video = useRef<HTMLVideoElement>(null)
  const [stream, setStream] = useState<MediaStream | 'failed' | null>(null)
  const [advice, setAdvice] = useState<Look | null>(null)
  const hand = useRef(shot)
  hand.current = shot
  const needless = useRef(spare)
  needless.current = spare
  useEffect(() => {
    let opened: MediaStream | null = null
    let wanted = true
    void openCamera().then((found) => {
      if ('failed' in found) return setStream('failed')
      opened = found.stream
      if (wanted) setStream(opened)
      else closeCamera(opened)
    })
    return () => {
      wanted = false
      if (opened) closeCamera(opened)
    }
  }, [])
  useEffect(() => {
    if (!video.current || !stream || stream === 'failed') return
    video.current.srcObject = stream
    void video.current.play().catch(() => undefined)
  }, [stream])
  useEffect(() => {
    if (!looking || !stream || stream === 'failed') return
    const state = { open: true }
    const judge = (look: Look): Look => {
      const spared = look.of && needless.current(look.of)
      return spared ? { ...look, good: false, say: spared } : look
    }
    void watch(video, state, (look) => {
      const judged = judge(look)
      setAdvice(judged)
      return judged.good
    }).then(async (from) => from && hand.current(await shoot(from, stream), 'camera'))
    return () => {
      state.open = false
      setAdvice(null)
    }
  }, [looking, stream])
  const press = async () => {
    if (video.current && stream && stream !== 'failed') hand.current(await shoot(video.current, stream), 'camera')
  }
  return (
    <div class="live-box">
      {stream === 'failed' ? (
        <p class="problem" role="alert">{say(FAULTS.noCamera)}</p>
      ) : (
        <div class={`live-frame ${advice?.good ? 'live-good' : ''}`}>
          <video ref={video} class="live" playsInline muted aria-label={c('camera')} />
          <Outline advice={advice} />
        </div>
      )}
      {looking && stream !== 'failed' && <p class="advice" role="status">{advice ? say(advice.say) : c('fit')}</p>}
      <div class="shutter-row">
        {stream !== 'failed' && (
          <button type="button" class="shutter" disabled={!looking || !stream} onClick={() => void press()}>
            {c('shoot')}
          </button>
        )}
        {(fromFiles() || stream === 'failed') && (
          <label class="file-button">
            {fromFiles() ? c('file') : c('otherCamera')}
            <input
              type="file"
              accept="image/*"
              capture={fromFiles() ? undefined : 'environment'}
              disabled={!looking && stream !== 'failed'}
              onChange={(event) => fromFile(event.currentTarget, hand.current)}
            />
          </label>
        )}
      </div>
    </div>
  )
}

/** Whether the election allows a photo that was taken before; where it does not, the phone's own camera is a last way. */
const fromFiles = (): boolean => packet.value?.election.photos_from_files ?? true

function fromFile(input: HTMLInputElement, shot: Camera['shot']): void {
  const file = input.files?.[0]
  if (file) shot(file, 'file')
  input.value = ''
}

/** Looks until `take` says that a frame is good; gives the picture to take the photo from, or null where it was left. */
async function watch(
  video: { readonly current: HTMLVideoElement | null },
  state: { open: boolean },
  take: (look: Look) => boolean,
): Promise<HTMLVideoElement | null> {
  const reader = await openReader()
  while (state.open) {
    const from = video.current
    if (from?.videoWidth) {
      const look = await reader.look(pixelsOf(from, from.videoWidth, from.videoHeight, LOOK_PIXELS))
      if (!state.open) return null
      if (take(look)) return from
    }
    await new Promise((done) => setTimeout(done, PAUSE))
  }
  return null
}

/** The page as it was found; where none was, the frame to fill. */
function Outline({ advice }: { readonly advice: Look | null }) {
  const points = advice?.page?.map(([x, y]) => `${x * 100},${y * 100}`).join(' ')
  return (
    <svg class="outline" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      {points ? <polygon points={points} class="found" /> : <rect x="6" y="5" width="88" height="90" class="wanted" />}
    </svg>
  )
}
