// From a photo to the page it shows: which form, which page, whose station, and where each field lies.
//
// In: a grey photo and the forms of this station. Out: a `Sheet`, or a RefusedError. Tags tell the page and lay it
// flat; the QR code tells form, election and station. Invariant: a page of a form not asked for is refused.

import { tagsOf } from './form.ts'
import type { Form, Page } from './form.ts'
import { findTags } from './find-tags.ts'
import type { Tag } from './find-tags.ts'
import { layFields } from './lay-fields.ts'
import type { FieldPlace } from './lay-fields.ts'
import { layFlat, refuseCutOff } from './lay-flat.ts'
import type { FlatPage } from './lay-flat.ts'
import { readPageCode } from './page-code.ts'
import type { PrintedIdentity, QrReader } from './page-code.ts'
import { FINDABLE, refuseUnclear } from './quality.ts'
import { RefusedError } from './refuse.ts'
import type { Grey } from './raster.ts'
import { codesOf } from './tag-code.ts'
import type { Codes } from './tag-code.ts'

/** The forms of a station, ready to be recognised. */
export interface FormSet {
  readonly pages: readonly FormPage[]
  readonly codes: Codes
  readonly whole: readonly ReadonlySet<number>[]
}

export interface FormPage {
  readonly form: Form
  readonly page: Page
  readonly tags: ReadonlySet<number>
}

export interface Sheet extends FormPage {
  readonly flat: FlatPage
  readonly places: ReadonlyMap<string, FieldPlace>
  readonly printed: PrintedIdentity | null
}

/** Prepares forms; `words` is the list of the tag family's codes. */
export function formSet(forms: readonly Form[], words: string): FormSet {
  const pages = forms.flatMap((form) => form.pages.map((page) => {
    return { form, page, tags: new Set(tagsOf(page).map((each) => each.id)) }
  }))
  const whole = pages.map((each) => each.tags).filter((tags) => tags.size > 1)
  return { pages, whole, codes: codesOf(words, new Set(whole.flatMap((tags) => [...tags]))) }
}

export async function identify(photo: Grey, forms: FormSet, qr: QrReader): Promise<Sheet> {
  const seen = findTags(photo, forms.codes, forms.whole)
  const likely = likeliest(forms, seen)
  const first = likely[0]
  if (first === undefined) {
    refuseUnclear(photo, FINDABLE)
    throw new RefusedError('not_a_form')
  }
  const flat = layFlat(first.page, seen)
  const printed = await readPageCode(photo, first.page, flat.matrix, qr)
  const settled = settle(likely, printed)
  refuseCutOff(photo, settled.page, flat.matrix)
  return { ...settled, flat, printed, places: layFields(photo, settled.page, flat) }
}

/** The pages that have most of the tags seen; none where none of theirs is. */
export function likeliest(forms: FormSet, seen: readonly Tag[]): readonly FormPage[] {
  const shown = forms.pages.map((each) => seen.filter((tag) => each.tags.has(tag.id)).length)
  const most = Math.max(0, ...shown)
  return most === 0 ? [] : forms.pages.filter((_, at) => shown[at] === most)
}

/** The QR code settles between forms that share their tags. */
function settle(likely: readonly FormPage[], printed: PrintedIdentity | null): FormPage {
  const found = printed === null
    ? likely[0]
    : likely.find(({ form, page }) => form.hash.startsWith(printed.form) && page.number === printed.page)
  if (found === undefined) throw new RefusedError('wrong_form')
  return found
}
