import { goesAtOnce, staysThen } from '#app/features/privacy/account-closing.rules.ts';
import { Section } from '#app/ui/page-title.tsx';
import { useSpoken } from '#app/ui/view.tsx';

/** What goes when an account is closed, and what stays how long and why. */
export function ClosingFacts() {
  const spoken = useSpoken();
  return (
    <>
      <Section title="马上删掉的">
        <ul className="policy-lines">
          {goesAtOnce.map((what) => (
            <li key={what}>{spoken(what)}</li>
          ))}
        </ul>
      </Section>
      <Section title="留下的">
        <ul className="policy-lines">
          {staysThen.map(([what, why]) => (
            <li key={what}>
              {what}：{spoken(why)}
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
