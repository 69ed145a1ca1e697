import type { ReactNode } from 'react';
import { Phrases } from './phrases.tsx';

/** A sheet of paper on the board. With `href` the title is a link and the whole card follows it. */
export function Card({
  title,
  href,
  level = 3,
  aside,
  children,
  footer,
}: {
  title?: ReactNode;
  href?: string;
  /** Heading level that fits the page's outline. */
  level?: 2 | 3 | 4;
  /** Right of the title: a status or mark. */
  aside?: ReactNode;
  children?: ReactNode;
  /** Buttons and links, below a hairline. */
  footer?: ReactNode;
}) {
  const Heading = `h${level}` as const;
  return (
    <div className={href ? 'card card-link' : 'card'}>
      {title || aside ? (
        <div className="card-head">
          {title ? (
            <Heading>
              {href ? (
                <a href={href}>
                  <Phrases>{title}</Phrases>
                </a>
              ) : (
                <Phrases>{title}</Phrases>
              )}
            </Heading>
          ) : null}
          {aside}
        </div>
      ) : null}
      {children}
      {footer ? <div className="card-foot">{footer}</div> : null}
    </div>
  );
}
