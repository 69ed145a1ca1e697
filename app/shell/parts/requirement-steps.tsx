import { useLoaderData } from '@remix-run/react';
import { creditsOf } from '#app/features/credits/worth.rules.ts';
import { taskNote, taskVerb } from '#app/features/tasks/own-task-words.rules.ts';
import { formatMoment, formatSeconds } from '#app/lib/time.ts';
import type { LearningDesk } from '#app/shell/learning.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Steps } from '#app/ui/steps.tsx';

type Desk = Pick<LearningDesk, 'requirements' | 'evaluation' | 'enrolment'>;
type Requirement = Desk['requirements'][number];

/** What this enrolment asks, in order, with the next thing to do as the one main button. */
export function RequirementSteps() {
  const desk = useLoaderData() as Desk;
  const { requirements, enrolment } = desk;
  const next = requirements.findIndex(({ metAt }) => metAt === null);
  const steps = requirements.map((requirement, index) => ({
    title: titleOf(requirement),
    state: requirement.metAt ? ('done' as const) : index === next ? ('current' as const) : ('ahead' as const),
    note: noteOf(requirement, desk),
    action: actionOf(requirement, desk, index === next),
  }));
  const paid = enrolment.completedAt !== null;
  return (
    <Steps
      steps={[
        ...steps,
        {
          title: lastStep(enrolment.creditsHundredths),
          state: paid ? 'done' : 'ahead',
          note: paid ? '每一笔都写明依据。' : '上面各项都完成后自动计入，不用申请。',
          action: paid ? <ButtonLink href="/me/credits">看学分</ButtonLink> : undefined,
        },
      ]}
    />
  );
}

function lastStep(creditsHundredths: number): string {
  return creditsHundredths > 0 ? `结业，${creditsOf(creditsHundredths)}计入流水` : '结业';
}

const prefixes = {
  watch: '看录播：',
  quiz: '做小测：',
  task: '做任务：',
  attend: '上课：',
  evaluate: '',
} as const;

function titleOf({ kind, title }: Requirement): string {
  return kind === 'evaluate' ? '评价老师和课程' : `${prefixes[kind]}${title}`;
}

function noteOf(requirement: Requirement, { evaluation }: Desk): string | undefined {
  const { kind, viewing, attempts, detail, metAt } = requirement;
  if (kind === 'watch' && viewing) {
    const percent = Math.floor((viewing.coveredSeconds / viewing.durationSeconds) * 100);
    return metAt
      ? `已看 ${percent}%`
      : `已看 ${percent}%（${formatSeconds(viewing.coveredSeconds)}），看满 90% 就算看完`;
  }
  if (kind === 'watch') return metAt ? undefined : '还没开始看，看满 90% 就算看完';
  if (kind === 'quiz') {
    const handedIn = attempts.filter(({ score }) => score !== null);
    const waits = attempts.some(({ submittedAt, score }) => submittedAt !== null && score === null);
    if (waits) return '交上去了，等老师看过再出分';
    const best = Math.max(-1, ...handedIn.map(({ score }) => score ?? 0));
    return best >= 0
      ? `最好 ${best} 分，考过 ${handedIn.length} 次`
      : `${passMarkOf(detail)} 分通过，答案随时自动保存`;
  }
  if (kind === 'task') return requirement.task ? taskNote(requirement.task) : undefined;
  if (kind === 'evaluate' && !metAt && evaluation) return evaluationNote(evaluation);
  return undefined;
}

/** Of an old plan that does not say it: what it always was. Source: domain model §6.5. */
function passMarkOf({ passMark }: Requirement['detail']): number {
  return typeof passMark === 'number' ? passMark : 60;
}

function evaluationNote({ open, opensAt, closesAt }: NonNullable<Desk['evaluation']>): string {
  if (open && closesAt) return `不记名，大约 2 分钟，${formatMoment(closesAt)} 截止`;
  if (opensAt && closesAt) return `${formatMoment(opensAt)} 开始`;
  return '结课后开放，不记名';
}

function quizVerb({ metAt, attempts }: Requirement): string {
  if (metAt) return '看解析';
  return attempts.some(({ submittedAt, score }) => submittedAt !== null && score === null)
    ? '看一看'
    : '去做题';
}

function actionOf(requirement: Requirement, { enrolment, evaluation }: Desk, isNext: boolean) {
  const tone = isNext ? ('primary' as const) : ('secondary' as const);
  const { kind, subjectId, metAt } = requirement;
  const base = `/learn/${enrolment.id}`;
  if (kind === 'watch')
    return (
      <ButtonLink tone={tone} href={`${base}/recordings/${subjectId}`}>
        {metAt ? '再看一遍' : '去看'}
      </ButtonLink>
    );
  if (kind === 'quiz')
    return (
      <ButtonLink tone={tone} href={`${base}/exercises/${subjectId}`}>
        {quizVerb(requirement)}
      </ButtonLink>
    );
  if (kind === 'task')
    return (
      <ButtonLink tone={tone} href={`${base}/tasks/${subjectId}`}>
        {taskVerb(requirement.task?.state ?? null)}
      </ButtonLink>
    );
  if (kind === 'evaluate' && !metAt && evaluation?.open)
    return (
      <ButtonLink tone={tone} href={`${base}/evaluation`}>
        去评价
      </ButtonLink>
    );
  return undefined;
}
