// The numbers that training fits and reading uses: `models/fitted.json`, as the phone carries it.

export interface Habits {
  readonly unmarked_cross: number
  readonly unmarked_zero: number
  readonly unmarked_digit: number
  readonly box_error: number
  readonly mark_error: number
  readonly tally_error?: number
  readonly rows_error?: number
  readonly words_error?: number
}

export interface Thresholds {
  readonly agreement: number
  readonly field_agreement: number
  readonly joint: number
  readonly boxes: number
  readonly mark: number
  readonly no_mark: number
}

export interface Fitted {
  readonly habits: Habits
  readonly thresholds: Thresholds
  /** Divides the digit network's logits so that its probabilities are honest. */
  readonly temperature: number
}

/** Kinds of marks beside boxes and bubbles; each says how likely every count is. */
export type CountedKind = 'tally' | 'rows' | 'words'

const USUAL_ERROR = 0.05

export function errorOf(habits: Habits, kind: CountedKind): number {
  return habits[`${kind}_error`] ?? USUAL_ERROR
}
