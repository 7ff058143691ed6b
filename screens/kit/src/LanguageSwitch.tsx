/** Two buttons, each in its own language; the one in force is pressed. */

import { choose, language, type Language } from './language'
import { kit } from './words'

const NAMES: Readonly<Record<Language, string>> = { id: 'Indonesia', en: 'English' }
const LANGUAGES: readonly Language[] = ['id', 'en']

export function LanguageSwitch() {
  return (
    <div class="languages" role="group" aria-label={kit('language')}>
      {LANGUAGES.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={language.value === each}
          onClick={() => choose(each)}
        >
          {NAMES[each]}
        </button>
      ))}
    </div>
  )
}
