import type { ReactNode } from 'react';
import { Phrases } from './phrases.tsx';

/** The page's one h1, what it is about in one sentence, and its one main action. */
export function PageTitle({
  title,
  eyebrow,
  lead,
  actions,
  picture,
}: {
  title: ReactNode;
  /** A short line above: state or kind, such as 正在选课 · 还剩 5 天. */
  eyebrow?: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  /** Beside the words on wide screens: the first page's FourSchoolsPicture. */
  picture?: ReactNode;
}) {
  const words = (
    <div className="page-title">
      {eyebrow ? <p className="eyebrow">{eyebrow}</p> : null}
      <h1>
        <Phrases>{title}</Phrases>
      </h1>
      {lead ? <p className="lead">{lead}</p> : null}
      {actions ? <div className="actions">{actions}</div> : null}
    </div>
  );
  if (!picture) return words;
  return (
    <div className="hero">
      {words}
      {picture}
    </div>
  );
}

/** A part of a page with its own h2, and one quiet link to more of the same. */
export function Section({
  title,
  id,
  more,
  children,
}: {
  title: ReactNode;
  id?: string;
  more?: { label: string; href: string };
  children: ReactNode;
}) {
  return (
    <section className="section" id={id}>
      <div className="section-head">
        <h2>{title}</h2>
        {more ? <a href={more.href}>{more.label}</a> : null}
      </div>
      {children}
    </section>
  );
}
