import { formatDate } from '#app/lib/time.ts';
import { Status } from './status.tsx';

/** In a list of what waits: by which day it should be answered, marked where that has passed. */
export function AnswerBy({ answerBy, overdue }: { answerBy: string | null; overdue: boolean }) {
  if (answerBy === null) return '—';
  const words = answerByWords({ answerBy, overdue });
  return overdue ? <Status tone="attention">{words}</Status> : words;
}

/** The same as a text; nothing where nothing waits. */
export function answerByWords({ answerBy, overdue }: { answerBy: string | null; overdue: boolean }): string {
  if (answerBy === null) return '';
  return `${formatDate(answerBy)}前${overdue ? '，已过期' : ''}`;
}
