/** A term in words: what is open now, and everything that happens in it in order of time. */
import { addDays, daysUntil, formatMoment, formatShortDate, instantAt } from '#app/lib/time.ts';
import type { Term, WindowSpan } from './term-shape.ts';
import { type WindowKind, windowNames } from './term-window.ts';
import { type WindowFault, type WindowState, windowFields, windowState } from './terms.rules.ts';

export interface Happening {
  title: string;
  state: WindowState;
  /** When, in words. */
  when: string;
}

/** The windows of a term with its first and last day between them. */
export function timelineOf(term: Term & { windows: readonly WindowSpan[] }, now: Date): Happening[] {
  const windows = term.windows.map((window) => ({
    at: window.opensAt,
    title: windowNames[window.kind],
    state: windowState(window, now),
    when: windowWords(window, now),
  }));
  const day = (title: string, calendarDay: string) => {
    const span = {
      opensAt: instantAt(calendarDay, '00:00').toISOString(),
      closesAt: instantAt(addDays(calendarDay, 1), '00:00').toISOString(),
    };
    return { at: span.opensAt, title, state: windowState(span, now), when: formatShortDate(calendarDay) };
  };
  return [...windows, day('开学', term.startsOn), day('学期结束', term.endsOn)]
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ at: _, ...happening }) => happening);
}

/** `11月22日 周日 上午 9:00 至 11月29日 周日 晚上 8:00，还剩 7 天`. */
export function windowWords({ opensAt, closesAt }: Omit<WindowSpan, 'kind'>, now: Date): string {
  const span = `${formatMoment(opensAt)} 至 ${formatMoment(closesAt)}`;
  const state = windowState({ opensAt, closesAt }, now);
  if (state === 'open') return `${span}，还剩 ${Math.max(1, daysUntil(closesAt, now))} 天`;
  return state === 'coming' ? `${span}，${Math.max(1, daysUntil(opensAt, now))} 天以后开始` : span;
}

/** What stands in a list beside a term: a state in a word or two, and until or from when. */
export interface NowLine {
  state: WindowState;
  word: string;
  note: string;
}

/** What is open in a term now, or what comes next. */
export function nowWords(all: readonly WindowSpan[], now: Date): NowLine[] {
  const windows = [...all].sort((a, b) => (a.opensAt < b.opensAt ? -1 : 1));
  const open = windows.filter((window) => windowState(window, now) === 'open');
  if (open.length > 0)
    return open.map(({ kind, closesAt }) => ({
      state: 'open',
      word: windowNames[kind],
      note: `${formatShortDate(closesAt)}截止`,
    }));
  const next = windows.find((window) => windowState(window, now) === 'coming');
  if (next)
    return [
      {
        state: 'coming',
        word: '还没到',
        note: `${formatShortDate(next.opensAt)}开始${windowNames[next.kind]}`,
      },
    ];
  return [{ state: 'over', word: windows.length > 0 ? '都结束了' : '还没有定时间', note: '' }];
}

const why: Record<WindowFault['why'], (name: string) => string> = {
  over: (name) => `${name}已经结束，时间不能再改，请改回原来的。`,
  begun: (name) => `${name}已经开始，开始的时间不能再改，只能改结束的时间。`,
  past: (name) => `${name}的结束要在现在以后。想马上结束，就写几分钟以后。`,
  published: () => '这一轮预选已经公布，报名时间可以改，不能去掉。请写上报名从什么时候到什么时候。',
  drawn: () => '这一轮的报名已经冻结或者摇过号，报名时间不能再改，请改回原来的。',
};

/** Why a window cannot be changed like that, beside its field. */
export function faultProblem({ kind, why: reason }: WindowFault): { field: string; message: string } {
  const { from, to } = windowFields(kind as WindowKind);
  return { field: reason === 'begun' ? from : to, message: why[reason](windowNames[kind]) };
}
