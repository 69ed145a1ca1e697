/** What somebody should do next: at most three things, those with a deadline first. Stands on `/me` under 接下来. */
import type { RequirementKind } from '#app/lib/vocabulary.ts';

export interface NextThing {
  kind: 'offer' | 'confirm' | RequirementKind | 'choose';
  title: string;
  /** An instant, when there is a deadline. */
  until: string | null;
  href: string;
}

export interface OpenEnrolment {
  id: string;
  courseTitle: string;
  running: boolean;
  requirements: readonly { kind: RequirementKind; subjectId: string; title: string; met: boolean }[];
  evaluation: { open: boolean; closesAt: string | null; done: boolean } | null;
}

export interface OpenOffer {
  courseTitle: string;
  expiresAt: string;
}

/** A year's sheet that waits for its owner's word until an instant. */
export interface OpenSheet {
  year: number;
  confirmUntil: string;
}

const MOST = 3;
const ORDER: readonly NextThing['kind'][] = [
  'offer',
  'confirm',
  'evaluate',
  'watch',
  'quiz',
  'task',
  'attend',
  'choose',
];

/** One thing for each enrolment at most, so that three courses show rather than three steps of one. */
export function nextThings(
  enrolments: readonly OpenEnrolment[],
  offers: readonly OpenOffer[],
  sheets: readonly OpenSheet[],
): NextThing[] {
  const things = [
    ...offers.map(
      (offer): NextThing => ({
        kind: 'offer',
        title: `确认《${offer.courseTitle}》的名额`,
        until: offer.expiresAt,
        href: '/me/courses',
      }),
    ),
    ...sheets.map(
      ({ year, confirmUntil }): NextThing => ({
        kind: 'confirm',
        title: `核对 ${year} 年度学分情况表`,
        until: new Date(Date.parse(confirmUntil) - 1).toISOString(),
        href: `/me/statements/${year}`,
      }),
    ),
    ...enrolments.flatMap((enrolment) => nextOf(enrolment) ?? []),
  ];
  return things.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind)).slice(0, MOST);
}

function nextOf({ id, courseTitle, requirements, evaluation }: OpenEnrolment): NextThing | null {
  const open = requirements.filter(({ met }) => !met);
  const onlyEvaluationLeft = open.every(({ kind }) => kind === 'evaluate');
  if (evaluation?.open && !evaluation.done && onlyEvaluationLeft) {
    return {
      kind: 'evaluate',
      title: `评价《${courseTitle}》`,
      until: evaluation.closesAt,
      href: `/learn/${id}/evaluation`,
    };
  }
  const watch = open.find(({ kind }) => kind === 'watch');
  if (watch)
    return {
      kind: 'watch',
      title: `看《${courseTitle}》的录播：${watch.title}`,
      until: null,
      href: `/learn/${id}/recordings/${watch.subjectId}`,
    };
  const quiz = open.find(({ kind }) => kind === 'quiz');
  if (quiz)
    return {
      kind: 'quiz',
      title: `做《${courseTitle}》的小测`,
      until: null,
      href: `/learn/${id}/exercises/${quiz.subjectId}`,
    };
  const task = open.find(({ kind }) => kind === 'task');
  if (task)
    return {
      kind: 'task',
      title: `做《${courseTitle}》的任务：${task.title}`,
      until: null,
      href: `/learn/${id}/tasks/${task.subjectId}`,
    };
  const attend = open.find(({ kind }) => kind === 'attend');
  return attend ? { kind: 'attend', title: `上《${courseTitle}》`, until: null, href: `/learn/${id}` } : null;
}
