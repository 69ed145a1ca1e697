/** What may be done with a piece of work, and when it is on time. A late one is taken: nobody is shut out by a date. */
import { dayOf } from '#app/lib/time.ts';

export const taskKinds = ['assignment', 'practice'] as const;
export type TaskKind = (typeof taskKinds)[number];
export const taskKindNames: Record<TaskKind, string> = { assignment: '作业', practice: '实践“为”' };

export const fileWishes = ['none', 'welcome', 'needed'] as const;
export type FileWish = (typeof fileWishes)[number];

export const workStates = ['draft', 'handed-in', 'returned', 'passed'] as const;
export type WorkState = (typeof workStates)[number];
export const workStateNames: Record<WorkState, string> = {
  draft: '草稿',
  'handed-in': '已交',
  returned: '退回修改',
  passed: '通过',
};

export const MOST_CHARACTERS = 10_000;

/** Whether something can be written: before the first version, in a draft, and after a return. */
export function mayWrite(latest: WorkState | null): boolean {
  return latest === null || latest === 'draft' || latest === 'returned';
}

/** Why work cannot be handed in yet, and at which field; empty when it can. */
export function missingInWork({
  body,
  fileCount,
  wish,
}: {
  body: string;
  fileCount: number;
  wish: FileWish;
}): { field: string; message: string }[] {
  if (wish === 'needed' && fileCount === 0)
    return [{ field: 'file', message: '这一项要附文件。先选一个文件，再交。写好的文字已经存成草稿。' }];
  if (body.trim() === '' && fileCount === 0)
    return [{ field: 'body', message: '还是空的。写下做了什么，再交。' }];
  return [];
}

/** Whether it was handed in after the day by which it was wanted. */
export function isLate(dueOn: string | null, submittedAt: string): boolean {
  return dueOn !== null && dayOf(submittedAt) > dueOn;
}
