/** A text as a QR code, black on white at any size; letters of QR's own alphabet are packed densest. */

import qrcode from 'qrcode-generator'

interface Code {
  readonly text: string
  readonly label: string
}

const QUIET = 4
const DENSE = /^[0-9A-Z $%*+\-./:]*$/

export function Qr({ text, label }: Code) {
  const code = qrcode(0, 'L')
  code.addData(text, DENSE.test(text) ? 'Alphanumeric' : 'Byte')
  code.make()
  const size = code.getModuleCount()
  const rows: string[] = []
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (code.isDark(row, column)) rows.push(`M${column + QUIET} ${row + QUIET}h1v1h-1z`)
    }
  }
  const all = size + 2 * QUIET
  return (
    <svg class="qr" viewBox={`0 0 ${all} ${all}`} role="img" aria-label={label} shape-rendering="crispEdges" data-text={text}>
      <rect width={all} height={all} fill="#fff" />
      <path d={rows.join('')} fill="#000" />
    </svg>
  )
}
