/** Moments on the clock of the station. */

import { moment } from '@sirekap/kit/numbers'
import { station } from '../desk'

export const time = (at: number): string => moment(new Date(at).toISOString(), station.value?.time_zone ?? 'Asia/Jakarta')
