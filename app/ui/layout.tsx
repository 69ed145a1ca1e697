import type { ReactNode } from 'react';

/** Spelled out so that the stylesheet finds the class names. */
const gaps = {
  1: 'gap-1',
  2: 'gap-2',
  3: 'gap-3',
  4: 'gap-4',
  6: 'gap-6',
  8: 'gap-8',
  12: 'gap-12',
} as const;
type Gap = keyof typeof gaps;

/** Children below each other. `gap` in steps of 4 px. */
export function Stack({ gap = 4, children }: { gap?: Gap; children: ReactNode }) {
  return <div className={`stack ${gaps[gap]}`}>{children}</div>;
}

/** Main column and a narrower one from 1024 px; below each other before that and in 长辈版. */
export function Columns({ children, aside }: { children: ReactNode; aside: ReactNode }) {
  return (
    <div className="columns">
      <div>{children}</div>
      <div>{aside}</div>
    </div>
  );
}

/** Cards in as many columns as fit; one in 长辈版. */
export function CardGrid({ children }: { children: ReactNode }) {
  return <div className="card-grid">{children}</div>;
}
