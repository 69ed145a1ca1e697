import { formatDate } from '#app/lib/time.ts';
import { Status } from './status.tsx';

/** In a list of what waits: by which day it should be answered, marked where that has passed. */
export function AnswerBy({ answerBy, overdue }: { answerBy: string | null; overdue: boolean }) {
  if (answerBy === null) return '—';
  const words = `${formatDate(answerBy)}前`;
  return overdue ? <Status tone="attention">{words}，已过期</Status> : words;
}
