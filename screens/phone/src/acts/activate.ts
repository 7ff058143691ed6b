/**
 * Making this phone an officer's: the voucher is read, a key is made, and the key's papers are kept.
 *
 * In: the text of a voucher's QR code, or the code as typed. Out: an enrolled device, or a sentence that says what to
 * do. Invariant: the key never leaves the browser; where the station's packet was fetched before, a scanned voucher
 * needs no network; a voucher of another election, practice included, is refused by name.
 */

import { base64url, fromBase64url } from '@sirekap/kit/keys/bytes'
import { ChainError } from '@sirekap/kit/keys/chain'
import { makeDeviceKey } from '@sirekap/kit/keys/device'
import { enrol, readCode, readVoucher, readVoucherText, type VoucherPaper } from '@sirekap/kit/keys/voucher'
import type { Say } from '@sirekap/kit/language'
import { packet, takePacket } from '../desk'
import { keep, openBase } from '../keep/database'
import type { Device } from '../keep/model'
import { PacketError, rootsOf } from '../keep/packet'
import { FAULTS, type Fault } from '../words/faults'

export type Voucher = { readonly paper: VoucherPaper; readonly code: Uint8Array<ArrayBuffer> }
export type Found = { readonly found: Voucher } | { readonly fault: Say }

const fault = (name: Fault): Found => ({ fault: FAULTS[name] })

/** What a scanned text is; null where it is no voucher at all, so that the camera goes on looking. */
export async function scanned(text: string): Promise<Found | null> {
  const paper = readVoucherText(text)
  return paper?.code ? withPacket({ paper, code: paper.code }) : null
}

/** Asks the server for the papers of a typed code: that way needs a network. */
export async function typed(text: string): Promise<Found> {
  const code = readCode(text)
  if (!code) return fault('notACode')
  let answer: Response
  try {
    const body = JSON.stringify({ code: text })
    answer = await fetch('/api/vouchers', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })
  } catch {
    return fault('codeNeedsNetwork')
  }
  if (!answer.ok) return fault('unknownCode')
  const told = fromBase64url(((await answer.json()) as { paper: string }).paper)
  const paper = told && readVoucher(told)
  return paper ? withPacket({ paper, code }) : fault('unknownCode')
}

/** Fetches the packet of a station; what went wrong, or null. */
export async function prepare(code: string): Promise<Say | null> {
  try {
    await takePacket(code)
    return null
  } catch (error) {
    return error instanceof PacketError ? FAULTS.unknownStation : FAULTS.papersMissing
  }
}

async function withPacket(voucher: Voucher): Promise<Found> {
  const { place } = voucher.paper.voucher
  if (packet.value?.station.code !== place) {
    const missing = await prepare(place)
    if (missing) return { fault: missing }
  }
  return packet.value?.election.id === voucher.paper.election ? { found: voucher } : fault('otherElection')
}

/** Makes the key and keeps the device; then tells the server, if it can be reached, which nothing waits for. */
export async function activate(voucher: Voucher): Promise<Device | Say> {
  if (!packet.value) return FAULTS.papersMissing
  const key = await makeDeviceKey()
  let chain: Uint8Array<ArrayBuffer>
  try {
    const now = Math.floor(Date.now() / 1000)
    chain = await enrol(voucher.paper, voucher.code, key, rootsOf(packet.value), now)
  } catch (error) {
    if (error instanceof ChainError) return FAULTS.voucherNotSound
    throw error
  }
  const { place, role, number, until } = voucher.paper.voucher
  const device: Device = { key, chain, account: `${place}-${role}-${number}`, role, place, number, until }
  const base = await openBase(packet.value.election.id)
  await keep(base, ['one'], (work) => work.objectStore('one').put(device, 'device'))
  void tell(device)
  return device
}

async function tell(device: Device): Promise<void> {
  const body = JSON.stringify({ chain: base64url(device.chain) })
  await fetch('/api/devices', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }).catch(() => undefined)
}
