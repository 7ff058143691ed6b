/** Starts sending once, when the phone is somebody's. */

import { device } from './desk'
import { watchLine } from './sending'

let started = false

export function sendingStarts(): void {
  if (started || !device.value) return
  started = true
  watchLine()
}
