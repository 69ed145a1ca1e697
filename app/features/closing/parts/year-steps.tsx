import { confirmUntilWords, stoppedWords } from '#app/features/closing/steps.rules.ts';
import type { RunShown, YearDesk } from '#app/features/closing/year-desk.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import { type Step, Steps } from '#app/ui/steps.tsx';

/** The way of a year: who did which step when. */
export function YearSteps({ desk }: { desk: YearDesk }) {
  return <Steps steps={stepsOf(desk)} />;
}

function stepsOf({ runs, preview, closing, state }: YearDesk): Step[] {
  const shown = runs.find(({ kind }) => kind === 'show') ?? null;
  const freezes = runs.filter(({ kind }) => kind === 'freeze');
  const [first] = freezes;
  const last = freezes.at(-1) ?? null;
  return [
    { title: '统计', state: preview?.end ? 'done' : 'current', note: byWhom(preview, '人有情况表') },
    {
      title: '请大家核对',
      state: first || state === 'due' ? 'done' : closing || preview?.end ? 'current' : 'ahead',
      note: closing
        ? `${byWhom(shown, '人收到通知')}，核对到 ${confirmUntilWords(closing.confirmUntil)}`
        : undefined,
    },
    {
      title: '锁定',
      state: first ? 'done' : state === 'due' ? 'current' : 'ahead',
      note: first ? `${formatMoment(first.startedAt)}，${first.startedBy}` : '锁定后再记入的，不算进这一年',
    },
    {
      title: '结账',
      state: last?.end ? 'done' : last ? 'current' : 'ahead',
      note: last ? byWhom(last, '人的情况表已固定') : undefined,
    },
  ];
}

function byWhom(run: RunShown | null, counted: string): string | undefined {
  if (!run) return undefined;
  const how = run.end
    ? `${run.end.people} ${counted}`
    : run.stopped
      ? stoppedWords(run.soFar)
      : `正在办，已办 ${run.soFar} 人，过一会儿刷新`;
  return `${formatMoment(run.startedAt)}，${run.startedBy}，${how}`;
}
