/** One photo as large as the camera gives: its own still where the browser can, else the present frame. */

interface Still {
  takePhoto(): Promise<Blob>
}

const QUALITY = 0.95

export async function shoot(video: HTMLVideoElement, stream: MediaStream): Promise<Blob> {
  const track = stream.getVideoTracks()[0]
  const Own = (globalThis as { ImageCapture?: new (track: MediaStreamTrack) => Still }).ImageCapture
  if (Own && track) {
    try {
      const still = await new Own(track).takePhoto()
      if (still.size > 0) return still
    } catch {
      // Some cameras give no still; the frame is good enough to be read.
    }
  }
  return frameOf(video)
}

async function frameOf(video: HTMLVideoElement): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = video.videoWidth
  canvas.height = video.videoHeight
  canvas.getContext('2d')?.drawImage(video, 0, 0)
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY))
  if (!blob) throw new Error('no picture')
  return blob
}
