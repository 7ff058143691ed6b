// Writes and reads claims in Node by the phone's own modules: `node claims.mjs KIT`, JSON in and out.

import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const [folder] = process.argv.slice(2)
const kit = (path) => import(pathToFileURL(`${folder}/${path}`).href)
const { base64url, hex, hexBytes } = await kit('keys/bytes.ts')
const cbor = await kit('keys/cbor.ts')
const { prove, ChainError } = await kit('keys/chain.ts')
const { keyId, sign, holds } = await kit('keys/signatures.ts')
const { packed, unpacked } = await kit('keys/p256.ts')
const { makeDeviceKey } = await kit('keys/device.ts')
const { enrol, oneTimeScalar, readCode, readVoucherText, readVoucher } = await kit('keys/voucher.ts')
const { claimId, readClaim, valuesOf, writeClaim } = await kit('claims/claim.ts')
const { detailsHash, writeDetails } = await kit('claims/details.ts')
const { judgeHandover, readSigned, signClaim, writeSigned } = await kit('claims/signed.ts')
const { NOTHING_COLLECTED, collect, fromQr, fromText, smsCount, toQr, toText } = await kit('claims/travel.ts')
const { readReceipt } = await kit('claims/receipt.ts')
const { readBlindRequest, writeBlindRequest } = await kit('claims/blind-request.ts')

const given = JSON.parse(readFileSync(0, 'utf8'))
const refused = async (attempt) => {
  try {
    await attempt()
    return null
  } catch (error) {
    return error instanceof ChainError ? error.fault : error.constructor.name
  }
}
const roots = (keys) => keys.map(({ key, retired }) => ({ key: hexBytes(key), retired }))

const tasks = {
  async cbor({ texts }) {
    return Promise.all(texts.map((each) => refused(async () => cbor.read(hexBytes(each)))))
  },
  async claim({ bytes, fields }) {
    const claim = readClaim(hexBytes(bytes))
    const values = fields ? Object.fromEntries(valuesOf(claim, fields)) : null
    return {
      again: hex(writeClaim(claim)), id: await claimId(hexBytes(bytes)), values,
      claim: { ...claim, flags: [...claim.flags], said: claim.said.map((each) => (each === undefined ? 'unsaid' : each)) },
    }
  },
  async details({ details, fields }) {
    const map = (pairs) => new Map(Object.entries(pairs))
    const readings = details.readings.map((each) => ({ ...each, fields: map(each.fields) }))
    const bytes = writeDetails({ ...details, readings, reasons: map(details.reasons) }, (page) => fields[page])
    return { bytes: hex(bytes), hash: await detailsHash(bytes) }
  },
  async signed({ bytes, election, keys, at }) {
    const signed = await readSigned(hexBytes(bytes))
    const without = writeSigned({ ...signed, chain: null })
    const parts = await toQr(writeSigned(signed))
    let collected = NOTHING_COLLECTED
    let whole = null
    for (const each of [...parts].reverse()) {
      const scanned = collect(collected, each)
      collected = scanned.collected
      whole = scanned.whole ?? whole
    }
    const judged = await judgeHandover(signed, election, roots(keys), at)
    return {
      id: signed.id, again: hex(writeSigned(signed)), qr: parts, whole: whole && hex(whole),
      fromQr: hex(fromQr(parts)), text: toText(without), fromText: hex(fromText(toText(without))),
      sms: smsCount(toText(without)), fault: judged.fault, account: judged.device?.account ?? null,
    }
  },
  async receipt({ bytes, election, key }) {
    return readReceipt(hexBytes(bytes), election, hexBytes(key))
  },
  async receiptRefused({ bytes, election, key }) {
    return refused(() => readReceipt(hexBytes(bytes), election, hexBytes(key)))
  },
  async chain({ bytes, election, keys, at }) {
    const device = await prove(hexBytes(bytes), roots(keys), election, at)
    return { ...device, key: hex(device.key) }
  },
  async chainRefused({ bytes, election, keys, at }) {
    return refused(() => prove(hexBytes(bytes), roots(keys), election, at))
  },
  async holds({ key, label, election, body, signature }) {
    return holds(hexBytes(key), label, election, hexBytes(body), hexBytes(signature))
  },
  async points({ points }) {
    return points.map((each) => hex(packed(unpacked(hexBytes(each)))))
  },
  async oneTime({ code, election }) {
    return hex(await oneTimeScalar(readCode(code), election))
  },
  async codes({ codes }) {
    return codes.map((each) => readCode(each) && hex(readCode(each)))
  },
  // A phone's first hour: a voucher scanned, a key made, a claim signed, carried and judged by another phone.
  async activation({ text, paper, typed, election, keys, at, claim }) {
    const voucher = text ? readVoucherText(text) : readVoucher(hexBytes(paper))
    const device = await makeDeviceKey()
    const chain = await enrol(voucher, text ? voucher.code : readCode(typed), device, roots(keys), at)
    const { flags, said, ...rest } = claim
    const whole = { ...rest, flags: new Set(flags), said }
    const signed = await signClaim(whole, election, device, chain)
    const bytes = writeSigned(signed)
    const exported = await refused(() => crypto.subtle.exportKey('jwk', device.private))
    return {
      chain: hex(chain), key: device.id, public: hex(device.public), named: await keyId(device.public),
      signed: hex(bytes), fault: (await judgeHandover(await readSigned(bytes), election, roots(keys), at)).fault,
      exported, qr: (await toQr(bytes)).length, signIn: base64url(await sign(device.private, 'sign-in', election, new Uint8Array(32))),
    }
  },
  async enrolRefused({ text, typed, keys, at }) {
    const device = await makeDeviceKey()
    return refused(() => enrol(readVoucherText(text), readCode(typed), device, roots(keys), at))
  },
  async blind({ request }) {
    const text = writeBlindRequest(request)
    return { text, again: readBlindRequest(text), broken: readBlindRequest(`${text.slice(0, -3)}:::`) }
  },
}

console.log(JSON.stringify(await tasks[given.task](given)))
