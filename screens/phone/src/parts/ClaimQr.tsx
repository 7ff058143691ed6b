/** The codes of one claim, to be scanned off this screen; each of them by itself where they are printed. */

import { useEffect, useState } from 'preact/hooks'
import { toQr } from '@sirekap/kit/claims/travel'
import type { KeptClaim } from '../keep/model'
import { QrParts } from './QrParts'

export function ClaimQr({ claim, label }: { readonly claim: KeptClaim; readonly label: string }) {
  const [texts, setTexts] = useState<readonly string[]>([])
  useEffect(() => {
    void toQr(claim.signed).then(setTexts)
  }, [claim.id])
  return (
    <>
      <QrParts texts={texts} label={label} />
      <div class="print-only">
        {texts.slice(1).map((text) => (
          <QrParts key={text} texts={[text]} label={label} />
        ))}
      </div>
    </>
  )
}
