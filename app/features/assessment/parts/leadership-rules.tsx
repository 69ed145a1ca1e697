import type { ReactNode } from 'react';
import type { CheckedRule } from '#app/features/assessment/leadership.rules.ts';
import { Section } from '#app/ui/page-title.tsx';
import { Status } from '#app/ui/status.tsx';

interface Props {
  name: ReactNode;
  check: { statement: string; title: string; version: string; rules: readonly CheckedRule[] };
}

/** "May lead a project": every rule, met or not, what was seen, how to mend it. */
export function LeadershipRules({ name, check }: Props) {
  const unmet = check.rules.filter(({ met }) => !met).length;
  return (
    <Section title="能不能领办项目">
      <p>
        {name}符合 {check.rules.length - unmet} 条，
        {unmet === 0 ? '没有不符合的。' : `有 ${unmet} 条不符合。`}
        {check.statement}
      </p>
      <ul className="rule-list">
        {check.rules.map((rule) => (
          <li key={rule.key}>
            <p className="rule-head">
              <strong>{rule.label}</strong>
              <Status tone={rule.met ? 'done' : 'attention'}>{rule.met ? '符合' : '不符合'}</Status>
            </p>
            <p>{rule.seen}</p>
            <p className="quiet">
              {rule.explanation}
              {rule.met ? '' : `怎么补：${rule.mend}`}
            </p>
          </li>
        ))}
      </ul>
      <p className="quiet">
        依据《{check.title}》{check.version} 版。
      </p>
    </Section>
  );
}
