/** How far somebody's own work on a task is, in words for lists and buttons. */
import { formatShortDate } from '#app/lib/time.ts';
import { type WorkState, workStateNames } from './work.rules.ts';

interface OwnWork {
  dueOn: string | null;
  state: WorkState | null;
}

/** What stands below the task in a list. */
export function taskNote({ dueOn, state }: OwnWork): string {
  if (state === 'passed') return workStateNames.passed;
  if (state === 'handed-in') return '已交，等老师看';
  const by = dueOn ? `希望 ${formatShortDate(dueOn)} 前交` : '';
  const stands =
    state === 'returned' ? '老师退回来了，改一改再交' : state === 'draft' ? '存了草稿，还没交' : '';
  return [stands, by].filter(Boolean).join('，') || '做好以后交给老师看';
}

/** The word on the button that leads to it. */
export function taskVerb(state: WorkState | null): string {
  if (state === 'draft') return '接着写';
  if (state === 'returned') return '去修改';
  return state === null ? '去做' : '看一看';
}
