// What the kernel's loops give beside plain ones: rasters in on standard input, as JSON; numbers out.

import { readFileSync } from 'node:fs'
import { Fit } from '../../screens/kit/src/reading/correlate.ts'
import { blurred, paperOf } from '../../screens/kit/src/reading/smooth.ts'

const { ink, print, pattern, grey, sigma, side } = JSON.parse(readFileSync(0, 'utf8'))
const raster = ({ values, width, height }) => ({ values: Float32Array.from(values), width, height })
const { x, y, far, ...window } = pattern
const fit = new Fit(raster(ink), raster(print), window, x, y, far, far)
const other = new Fit(raster(print), raster(print), window, x, y, far, far)
const places = Array.from({ length: (2 * far + 1) ** 2 }, (_, at) => [at % (2 * far + 1), Math.floor(at / (2 * far + 1))])
console.log(JSON.stringify({
  // Turn by turn, so that each has to lay its rasters on the desk anew.
  scores: places.map(([right, down]) => { other.at(right, down); return fit.at(right, down) }),
  blurred: [...blurred(raster(ink), sigma).values],
  paper: [...paperOf({ pixels: Uint8Array.from(grey.values), width: grey.width, height: grey.height }, side)],
}))
