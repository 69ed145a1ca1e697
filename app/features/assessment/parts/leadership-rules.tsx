import type { ReactNode } from 'react';
import type { CheckedRule } from '#app/features/assessment/leadership.rules.ts';
import type { LeadershipCheck } from '#app/features/assessment/leadership.server.ts';
import { formatDate } from '#app/lib/time.ts';
import { Section } from '#app/ui/page-title.tsx';
import { Status } from '#app/ui/status.tsx';

interface Props {
  name: ReactNode;
  check: LeadershipCheck;
  /** The project that is asked about, as it was typed. */
  project?: string;
  /** Shown to the person: what is missing leads to where it can be mended. */
  own?: boolean;
  /** Asks for another day or project. */
  asking?: ReactNode;
}

/** "May lead a project": every rule, met or not or waived or to be looked at by a person, what was seen, how to mend it. */
export function LeadershipRules({ name, check, project = '', own = false, asking }: Props) {
  const { rules, day, statement } = check;
  const met = rules.filter((rule) => rule.met).length;
  const waived = rules.filter((rule) => rule.waived).length;
  const unread = rules.filter((rule) => rule.met === null && !rule.waived).length;
  const unmet = rules.length - met - waived - unread;
  return (
    <Section title="能不能领办项目">
      {asking}
      <p>
        {name}在 {formatDate(day)}
        {project ? `领办“${project}”：` : ''}符合 {met} 条，
        {waived > 0 ? `学院豁免了 ${waived} 条，` : ''}
        {unmet === 0 ? '没有不符合的' : `有 ${unmet} 条不符合`}
        {unread > 0 ? `，另有 ${unread} 条系统里查不到，要人工核实。` : '。'}
        {statement}
      </p>
      <ul className="rule-list">
        {rules.map((rule) => (
          <li key={rule.key}>
            <p className="rule-head">
              <strong>{rule.label}</strong>
              <RuleStatus rule={rule} />
            </p>
            <p>{rule.seen}</p>
            {rule.waived ? <WaivedWords waived={rule.waived} /> : null}
            <p className="quiet">
              {rule.explanation}
              {rule.met === false && !rule.waived ? `怎么补：${rule.mend}` : ''}
            </p>
            {own && rule.met === false && !rule.waived && rule.mendPath !== '/me' ? (
              <p>
                <a href={rule.mendPath}>去补“{rule.label}”</a>
              </p>
            ) : null}
          </li>
        ))}
      </ul>
      <p className="quiet">
        依据《{check.title}》{check.version} 版。
      </p>
    </Section>
  );
}

function RuleStatus({ rule }: { rule: CheckedRule }) {
  if (rule.met) return <Status tone="done">符合</Status>;
  if (rule.waived) return <Status tone="neutral">豁免</Status>;
  if (rule.met === null) return <Status tone="neutral">人工核实</Status>;
  return <Status tone="attention">不符合</Status>;
}

function WaivedWords({ waived }: { waived: NonNullable<CheckedRule['waived']> }) {
  return (
    <p>
      {waived.byName}代表学院豁免，到 {formatDate(waived.validTo)}为止。理由：{waived.reason}
    </p>
  );
}
