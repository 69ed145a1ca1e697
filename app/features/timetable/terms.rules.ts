/**
 * Whether the windows of a term fit each other and the term, and what the next term looks like. Source: domain.md §6.4 (enrolment
 * opens and closes, add/drop ends) and the order of a round: preselect, draw, add/drop.
 */
import { addDays, formatMoment, instantAt } from '#app/lib/time.ts';
import type { Term, WindowSpan } from './term-shape.ts';
import { type WindowKind, windowNames } from './term-window.ts';

export interface FieldProblem {
  field: string;
  message: string;
}

const MOST_DAYS = 400;
const MOST_DAYS_BEFORE = 120;
const MOST_DAYS_AFTER = 60;

/** The names of the two fields of a window in the form. */
export const windowFields = (kind: WindowKind) => ({ from: `${kind}From`, to: `${kind}To` });

type Planned = Pick<Term, 'startsOn' | 'endsOn'> & { windows: readonly WindowSpan[] };

/** What is wrong with a plan, each beside the field where it can be mended; empty when all fits. */
export function termProblems(plan: Planned): FieldProblem[] {
  if (plan.endsOn <= plan.startsOn) return [{ field: 'endsOn', message: '学期结束要在开学以后。' }];
  if (addDays(plan.startsOn, MOST_DAYS) < plan.endsOn)
    return [{ field: 'endsOn', message: '一个学期最长一年多一点，请看看年份有没有写错。' }];
  return [...plan.windows.flatMap((window) => ownProblems(plan, window)), ...orderProblems(plan)];
}

function ownProblems({ startsOn, endsOn }: Planned, { kind, opensAt, closesAt }: WindowSpan): FieldProblem[] {
  const [name, { from, to }] = [windowNames[kind], windowFields(kind)];
  const dayAfter = (days: number) => instantAt(addDays(endsOn, days + 1), '00:00').toISOString();
  const evaluation = kind === 'evaluation';
  const earliest = instantAt(
    evaluation ? startsOn : addDays(startsOn, -MOST_DAYS_BEFORE),
    '00:00',
  ).toISOString();
  if (closesAt <= opensAt) return [{ field: to, message: `${name}的结束要在开始以后。` }];
  if (opensAt < earliest)
    return [
      {
        field: from,
        message: evaluation ? '开学以后才能评价。' : `${name}比开学早了四个月还多，请看看年份有没有写错。`,
      },
    ];
  if (evaluation && closesAt > dayAfter(MOST_DAYS_AFTER))
    return [{ field: to, message: '评价最晚到学期结束以后两个月，请看看日期有没有写错。' }];
  if (!evaluation && closesAt > dayAfter(0)) return [{ field: to, message: `${name}要在学期结束以前结束。` }];
  return [];
}

function orderProblems({ windows }: Planned): FieldProblem[] {
  const of = (kind: WindowKind) => windows.find((window) => window.kind === kind);
  const [preselect, selection, changes] = [of('preselect'), of('selection'), of('add-drop')];
  const field = windowFields;
  const problems: FieldProblem[] = [];
  if (!selection && !changes)
    problems.push({
      field: field('selection').from,
      message: '选课、补选和退选至少要写一个，不然谁也选不了课。',
    });
  if (preselect && !changes)
    problems.push({
      field: field('add-drop').from,
      message: '有预选，就要写补选和退选的时间：摇号剩下的名额在那时候选。',
    });
  for (const next of [selection, changes])
    if (preselect && next && preselect.closesAt > next.opensAt)
      problems.push({
        field: field('preselect').to,
        message: `预选报名要在${windowNames[next.kind]}开始（${formatMoment(next.opensAt)}）以前结束，中间留出摇号和录取的时间。`,
      });
  if (selection && changes && changes.opensAt < selection.opensAt)
    problems.push({ field: field('add-drop').from, message: '补选和退选不能比选课先开始。' });
  if (selection && changes && changes.closesAt < selection.closesAt)
    problems.push({ field: field('add-drop').to, message: '补选和退选不能比选课先结束。' });
  return problems;
}

/** A window as its state asks for it now. */
export type WindowState = 'over' | 'open' | 'coming';

export function windowState({ opensAt, closesAt }: Omit<WindowSpan, 'kind'>, now: Date): WindowState {
  const at = now.toISOString();
  if (closesAt <= at) return 'over';
  return opensAt <= at ? 'open' : 'coming';
}

/** Forms know minutes only, so what is the same to the minute has not been changed. */
const minute = (instant: string) => instant.slice(0, 16);

/**
 * How far the round of a term holds its preselect window: not at all; it must stay (its round is published); nothing of it may change
 * (applications are fixed or drawn).
 */
export type PreselectHold = 'free' | 'kept' | 'fixed';

export type WindowFault = { kind: WindowKind; why: 'over' | 'begun' | 'past' | 'drawn' | 'published' };

/**
 * What of a term's windows must not be changed any more: one that is over, the beginning of one that is open, the preselect window
 * as far as its round holds it. And no window may be closed in the past.
 */
export function windowFaults(
  before: readonly WindowSpan[],
  after: readonly WindowSpan[],
  { now, preselect }: { now: Date; preselect: PreselectHold },
): WindowFault[] {
  return (Object.keys(windowNames) as WindowKind[]).flatMap((kind): WindowFault[] => {
    const [old, wanted] = [before.find((one) => one.kind === kind), after.find((one) => one.kind === kind)];
    const same = (part: 'opensAt' | 'closesAt') =>
      old !== undefined && wanted !== undefined && minute(old[part]) === minute(wanted[part]);
    if ((!old && !wanted) || (same('opensAt') && same('closesAt'))) return [];
    const state = old ? windowState(old, now) : 'coming';
    if (state === 'over') return [{ kind, why: 'over' }];
    if (kind === 'preselect' && preselect === 'fixed') return [{ kind, why: 'drawn' }];
    if (kind === 'preselect' && preselect === 'kept' && !wanted) return [{ kind, why: 'published' }];
    if (state === 'open' && !same('opensAt')) return [{ kind, why: 'begun' }];
    return wanted && wanted.closesAt <= now.toISOString() ? [{ kind, why: 'past' }] : [];
  });
}

/** The windows to write: what was not changed keeps its exact instants. */
export function keptWindows(before: readonly WindowSpan[], after: readonly WindowSpan[]): WindowSpan[] {
  return after.map(({ kind, opensAt, closesAt }) => {
    const old = before.find((one) => one.kind === kind);
    const kept = (fresh: string, known?: string) =>
      known && minute(known) === minute(fresh) ? known : fresh;
    return { kind, opensAt: kept(opensAt, old?.opensAt), closesAt: kept(closesAt, old?.closesAt) };
  });
}

/** The half-year after a term (or, without one, after a day): spring from 1 March, autumn from 1 September. */
export function nextHalfYear(
  newest: Pick<Term, 'startsOn' | 'endsOn'> | null,
  today: string,
): Omit<Term, 'id'> {
  // A term that begins some days early still belongs to the half-year that follows.
  const half = halfOf(newest ? addDays(newest.startsOn, 30) : today) + 1;
  const year = Math.floor(half / 2);
  const [code, name, from, to] =
    half % 2 === 0
      ? ['spring', '春季', `${year}-03-01`, `${year}-08-31`]
      : ['autumn', '秋季', `${year}-09-01`, addDays(`${year + 1}-03-01`, -1)];
  const startsOn = newest && newest.endsOn >= from ? addDays(newest.endsOn, 1) : from;
  return { code: `${year}-${code}`, name: `${year}年${name}学期`, startsOn, endsOn: to };
}

/** Halves counted on: spring of year y is 2y, autumn 2y + 1. */
function halfOf(day: string): number {
  const [year = 0, month = 0] = day.split('-').map(Number);
  if (month < 3) return 2 * year - 1;
  return month < 9 ? 2 * year : 2 * year + 1;
}

/** Windows that fit a term: preselect and draw before it begins, changes for its first two weeks, evaluation in its last month. */
export function usualWindows({ startsOn, endsOn }: Pick<Term, 'startsOn' | 'endsOn'>): WindowSpan[] {
  const at = (day: string, clock: string) => instantAt(day, clock).toISOString();
  const window = (kind: WindowKind, from: string, to: string): WindowSpan => ({
    kind,
    opensAt: at(from, '09:00'),
    closesAt: at(to, '20:00'),
  });
  return [
    window('preselect', addDays(startsOn, -28), addDays(startsOn, -18)),
    window('selection', addDays(startsOn, -14), addDays(startsOn, 7)),
    window('add-drop', startsOn, addDays(startsOn, 14)),
    window('evaluation', addDays(endsOn, -28), endsOn),
  ];
}
