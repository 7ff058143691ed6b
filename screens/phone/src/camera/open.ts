/** The phone's back camera as a stream, as large as it gives, or a named failure. */

export type Opened = { readonly stream: MediaStream } | { readonly failed: true }

/** Enough for every box of an A3 page; what the camera cannot give it gives less of. */
const WANTED = { width: { ideal: 2560 }, height: { ideal: 1920 } }

export async function openCamera(): Promise<Opened> {
  try {
    const video = { facingMode: { ideal: 'environment' }, ...WANTED }
    return { stream: await navigator.mediaDevices.getUserMedia({ video, audio: false }) }
  } catch {
    return { failed: true }
  }
}

export const closeCamera = (stream: MediaStream): void => stream.getTracks().forEach((track) => track.stop())
