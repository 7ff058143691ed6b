/** Numbers and moments as people read them: 1.234.567, 45,31%, 14 Feb 2027 21.04 WIB. */

import { language } from './language'

const locale = () => (language.value === 'id' ? 'id-ID' : 'en-GB')

export const whole = (value: number): string => new Intl.NumberFormat(locale()).format(value)

/** A share with two decimals; a dash where there is nothing to share. */
export function share(part: number, all: number): string {
  if (all === 0) return '–'
  const decimals = { minimumFractionDigits: 2, maximumFractionDigits: 2 }
  return `${new Intl.NumberFormat(locale(), decimals).format((100 * part) / all)}%`
}

const ZONES: Readonly<Record<string, string>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
}

/** A moment on the clock of *zone*, with the zone's name. */
export function moment(iso: string, zone: string): string {
  const at = new Date(iso)
  const day = new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', year: 'numeric', timeZone: zone })
  const time = new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit', timeZone: zone })
  return `${day.format(at)} ${time.format(at)} ${ZONES[zone] ?? zone}`
}
