/** The frame of a screen: back and title above, one main action below where the thumb is. */

import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { language } from '@sirekap/kit/language'
import { h } from '../words/home'

interface Frame {
  readonly title: string
  /** What stands under the title. */
  readonly under?: ComponentChildren
  readonly back?: (() => void) | undefined
  readonly action?: ComponentChildren
  readonly children: ComponentChildren
  readonly kind?: string
}

export function Page({ title, under, back, action, children, kind }: Frame) {
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Sirekap`
    // A screen reader begins at the new screen's title; the page is not scrolled by it.
    head.current?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }, [title, language.value])
  return (
    <div class={`page ${kind ?? ''}`}>
      <header class="page-head">
        {back && (
          <button type="button" class="back" onClick={back} aria-label={h('back')}>
            <span aria-hidden="true">‹</span>
          </button>
        )}
        <div>
          <h1 ref={head} tabIndex={-1}>
            {title}
          </h1>
          {under}
        </div>
      </header>
      <main>{children}</main>
      {action && <footer class="action">{action}</footer>}
    </div>
  )
}
