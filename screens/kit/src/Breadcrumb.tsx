/** The way from the nation down to this page; the last step is the page itself. */

import { kit } from './words'

export interface Step {
  readonly name: string
  readonly href: string
}

export function Breadcrumb({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <nav class="breadcrumb" aria-label={kit('here')}>
      <ol>
        {steps.map((step, index) => (
          <li key={step.href}>
            {index < steps.length - 1 ? (
              <a href={step.href}>{step.name}</a>
            ) : (
              <span aria-current="page">{step.name}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
