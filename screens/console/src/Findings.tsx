/** Rules the numbers do not meet, in words; a warning takes a reason, a fault asks whether the paper says so. */

import type { Finding } from './api'
import { say } from '@sirekap/kit/language'
import { w } from './language'

interface Told {
  readonly findings: readonly Finding[]
  readonly reasons: Readonly<Record<string, string>>
  readonly give: (reasons: Readonly<Record<string, string>>) => void
}

export function Findings({ findings, reasons, give }: Told) {
  if (findings.length === 0) return null
  return (
    <section class="findings" aria-labelledby="findings">
      <h3 id="findings">{w('findings')}</h3>
      <ul>
        {findings.map((finding, index) => (
          <li key={index}>
            <p>
              <strong>{finding.code}</strong> {say(finding.says)}
            </p>
            {finding.on_paper && <p class="note">{w('onPaper')}</p>}
            {finding.reason && (
              <p>
                {w('reason')}: {finding.reason}
              </p>
            )}
            {finding.reason_asked && (
              <label>
                {w('reason')}
                <input
                  value={reasons[finding.code] ?? ''}
                  onInput={(event) => give({ ...reasons, [finding.code]: event.currentTarget.value })}
                />
              </label>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
