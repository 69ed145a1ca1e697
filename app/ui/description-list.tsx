import type { ReactNode } from 'react';

/** `null` leaves the line out. */
export type Fact = readonly [term: string, value: ReactNode] | null | false;

/** Facts about one thing: when, where, how many credits. `plain` without hairlines, for cards. */
export function DescriptionList({ facts, plain = false }: { facts: readonly Fact[]; plain?: boolean }) {
  return (
    <dl className={plain ? 'facts facts-plain' : 'facts'}>
      {facts.map((fact) =>
        fact ? (
          <div key={fact[0]}>
            <dt>{fact[0]}</dt>
            <dd className={plain ? 'phrases' : undefined}>{fact[1]}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}
