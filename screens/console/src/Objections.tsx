/** Objections of witnesses and the supervisor, and what the officials answered. */

import { By, Opening, Paper, paperOf, textOf, type Part } from './Around'
import type { Objection } from './record-api'
import { r } from './record-words'
import { ChooseWatcher, nameOf, watcherOf } from './watchers'

export function Objections(part: Part) {
  const { around, view, may, note, busy } = part
  return (
    <section class="around" aria-labelledby="objections">
      <h2 id="objections">{r('objections')}</h2>
      {around.objections.length === 0 && <p>{r('noObjections')}</p>}
      <ul class="objections">
        {around.objections.map((each, index) => (
          <li key={index}>
            <One {...part} objection={each} />
          </li>
        ))}
      </ul>
      {may('object') && (
        <Opening
          title={r('newObjection')}
          busy={busy}
          submit={(form) =>
            note('objections', { watcher: watcherOf(textOf(form, 'watcher')), text: textOf(form, 'text') }, paperOf(form))
          }
        >
          <ChooseWatcher contest={view.contest} />
          <label>
            {r('objects')}
            <textarea name="text" rows={3} maxLength={2000} required />
          </label>
          <Paper />
        </Opening>
      )}
    </section>
  )
}

function One({ objection, view, may, note, busy }: Part & { readonly objection: Objection }) {
  const { watcher, answers } = objection
  return (
    <>
      <p>
        <strong>{nameOf(view.contest, watcher)}</strong>
        <span class="said">{objection.text}</span>
        <By {...objection} /> {objection.paper && <a href={objection.paper} target="_blank" rel="noopener">{r('paper')}</a>}
      </p>
      {answers.map((answer, index) => (
        <p key={index} class="answer">
          <strong>{r(answer.heeded ? 'heeded' : 'notHeeded')}</strong>
          <span class="said">{answer.text}</span>
          <By {...answer} />
        </p>
      ))}
      {answers.length === 0 && <p class="answer open">{r('unanswered')}</p>}
      {may('answer') && (
        <Opening
          title={r('answer')}
          busy={busy}
          submit={(form) =>
            note('answers', { watcher, heeded: textOf(form, 'heeded') === 'yes', text: textOf(form, 'text') })
          }
        >
          <label>
            {r('answerText')}
            <textarea name="text" rows={2} maxLength={2000} required />
          </label>
          <label class="choice"><input type="radio" name="heeded" value="yes" required /> {r('heeded')}</label>
          <label class="choice"><input type="radio" name="heeded" value="no" required /> {r('notHeeded')}</label>
        </Opening>
      )}
    </>
  )
}
