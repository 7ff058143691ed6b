/** Which screen an address names. */

import type { ComponentChildren } from 'preact'
import { Answer } from './Answer'
import { Blind } from './Blind'
import { Capture } from './Capture'
import { Carry } from './Carry'
import { Correct, Withdraw } from './Change'
import { Check } from './Check'
import { Copies } from './Copies'
import { Help } from './Help'
import { Home } from './Home'
import { Incidents } from './Incidents'
import { Kept } from './Kept'
import { NotFound } from './NotFound'
import { Outbox } from './Outbox'
import { AskSecond, Second } from './Second'
import { Practice } from './Practice'
import { Sign } from './Sign'
import { Submission } from './Submission'
import { Verify } from './Verify'

type Made = (rest: readonly string[]) => ComponentChildren

const SCREENS: Readonly<Record<string, Made>> = {
  '': () => <Home />,
  foto: ([contest, page]) => <Capture wanted={contest && page ? { contest, page: Number(page) } : null} />,
  periksa: ([contest = '', page]) => <Check contest={contest} number={Number(page)} />,
  simpan: ([contest = '']) => <Sign contest={contest} />,
  tersimpan: ([id = '']) => <Kept id={id} />,
  kiriman: ([id]) => (id ? <Submission id={id} /> : <Outbox />),
  betulkan: ([contest = '']) => <Correct contest={contest} />,
  tarik: ([contest = '']) => <Withdraw contest={contest} />,
  kedua: ([what, id = '']) => {
    if (what === 'minta') return <AskSecond id={id} />
    if (what === 'jawaban') return <Answer id={id} />
    return what === 'pindai' ? <Blind /> : <Second />
  },
  bawa: () => <Carry />,
  salinan: () => <Copies />,
  kejadian: () => <Incidents />,
  cocokkan: () => <Verify />,
  bantuan: () => <Help />,
  latihan: () => <Practice />,
}

export const screenOf = (name: string, rest: readonly string[]): ComponentChildren => SCREENS[name]?.(rest) ?? <NotFound />
