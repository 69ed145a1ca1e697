import type { ReactNode } from 'react';
import { formatMoment } from '#app/lib/time.ts';
import { type Step, Steps } from '#app/ui/steps.tsx';
import type { RoundPage } from '../round-page.server.ts';
import type { RoundState } from '../steps.rules.ts';

/** How far a state is along the five steps that people see. */
const reached: Record<RoundState, number> = {
  preparing: 0,
  coming: 1,
  applying: 1,
  closed: 2,
  frozen: 3,
  drawn: 4,
  admitted: 5,
};

/** Published, applications, fixed, drawn, enrolled: when each was or will be, and what can be done now. */
export function RoundSteps({
  round,
  actions = {},
}: {
  round: Pick<RoundPage, 'state' | 'steps' | 'opensAt' | 'closesAt'>;
  /** For the registrar: what stands at the present step. */
  actions?: Partial<Record<number, ReactNode>>;
}) {
  const at = (kind: string) => {
    const step = round.steps.find((each) => each.kind === kind);
    return step ? formatMoment(step.at) : null;
  };
  const { opensAt, closesAt } = round;
  const titles: [string, string | null][] = [
    ['公布班级、规则和种子指纹', at('published')],
    [
      '报名',
      opensAt && closesAt
        ? `${formatMoment(opensAt)} 至 ${formatMoment(closesAt)}`
        : '学期里还没有定报名时间',
    ],
    ['冻结报名，公布名单指纹', at('frozen') ?? '报名截止以后'],
    ['摇号，公开种子', at('drawn') ?? '冻结 10 分钟以后，或由教务当众摇'],
    ['办理选课，通知每个人', at('admitted') ?? '摇号以后马上办'],
  ];
  const current = reached[round.state];
  const steps = titles.map(
    ([title, note], index): Step => ({
      title,
      state: index < current ? 'done' : index === current ? 'current' : 'ahead',
      note: note ?? undefined,
      action: index === current ? actions[index] : undefined,
    }),
  );
  return <Steps steps={steps} />;
}
