// Why a photo cannot be read safely. In: a code. Out: the error that carries it up the line. The sentences stand in
// the phone's words; codes are those of `sirekap read --json`.

export type RefusalCode =
  | 'not_an_image' | 'not_a_form' | 'wrong_form' | 'page_cut_off' | 'too_small' | 'too_large' | 'too_blurred'
  | 'too_dark'

export class RefusedError extends Error {
  readonly code: RefusalCode
  /** Corners of the page that are cut off: 0 top left, 1 top right, 2 bottom right, 3 bottom left. */
  readonly corners: readonly number[]

  constructor(code: RefusalCode, corners: readonly number[] = []) {
    super(code)
    this.code = code
    this.corners = corners
  }
}
