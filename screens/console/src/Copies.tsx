/** Who receives copies, and what was handed to whom; each hand-over is on record. */

import { say } from '@sirekap/kit/language'
import type { StationView } from './api'
import { By, Opening, textOf, type Part } from './Around'
import { HANDED, r } from './record-words'
import { ChooseWatcher, nameOf, watcherOf } from './watchers'

export function Copies({ around, view, may, note, busy }: Part) {
  return (
    <section class="around" aria-labelledby="copies">
      <h2 id="copies">{r('copies')}</h2>
      {around.recipients.length === 0 && <p>{r('noRecipients')}</p>}
      <ul class="rows">
        {around.recipients.map((each, index) => (
          <li key={index}>
            <span>
              <strong>{nameOf(view.contest, each.watcher)}</strong>
              {each.copies.length === 0 && <span class="said">{r('noneYet')}</span>}
              {each.copies.map((copy, number) => (
                <span key={number} class="said">
                  {contentName(view, copy.content)}, {handed(copy.handed_as)} <By {...copy} />
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
      {may('expect_copy') && (
        <Opening title={r('register')} busy={busy} submit={(form) => note('watchers', watcherOf(textOf(form, 'watcher')))}>
          <ChooseWatcher contest={view.contest} />
        </Opening>
      )}
      {may('hand_copy') && around.recipients.length > 0 && (
        <Opening
          title={r('hand')}
          busy={busy}
          submit={(form) =>
            note('copies', {
              watcher: watcherOf(textOf(form, 'watcher')),
              handed_as: textOf(form, 'handed_as'),
              content: textOf(form, 'content'),
            })
          }
        >
          {around.handable.length === 0 ? (
            <p>{r('nothingToHand')}</p>
          ) : (
            <>
              <ChooseWatcher contest={view.contest} among={around.recipients.map((each) => each.watcher)} />
              <label>
                {r('content')}
                <select name="content" required>
                  {around.handable.map((each) => (
                    <option key={each} value={each}>{contentName(view, each)}</option>
                  ))}
                </select>
              </label>
              <label>
                {r('handedAs')}
                <select name="handed_as">
                  {Object.entries(HANDED).map(([as, words]) => (
                    <option key={as} value={as}>{say(words)}</option>
                  ))}
                </select>
              </label>
            </>
          )}
        </Opening>
      )}
    </section>
  )
}

const handed = (as: string): string => {
  const known = HANDED[as]
  return known ? say(known) : as
}

/** A photo by its page, a claim by the first signs of its id. */
function contentName(view: StationView, content: string): string {
  const photo = view.photos.find((each) => each.sha256 === content)
  const short = content.slice(0, 8)
  return photo ? `${say({ id: 'Foto halaman', en: 'Photo of page' })} ${photo.page ?? '?'} (${short})` : `${say({ id: 'Angka', en: 'Numbers' })} (${short})`
}
