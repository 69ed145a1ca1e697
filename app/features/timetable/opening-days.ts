import { dayOf } from '#app/lib/time.ts';
import { daysShown, spanOf } from './timetable-address.schema.ts';

interface Timed {
  startsAt: string;
  endsAt: string;
}

/**
 * The days that a timetable opens at, with their meetings: those asked for; else those around today, or, when nothing of them lies
 * ahead any more, those around the next meeting (`later`). Reads once or twice, and asks for the next meeting once.
 */
export async function openAt<Read extends { meetings: readonly Timed[] }>(
  { view, day }: { view: 'week' | 'list'; day: string | null },
  {
    now,
    read,
    next,
  }: {
    now: Date;
    read: (span: { from: string; to: string }) => Promise<Read>;
    /** When the first meeting from an instant on begins, or null. */
    next: (from: string) => Promise<string | null>;
  },
): Promise<Read & { days: string[]; later: boolean }> {
  const at = now.toISOString();
  const days = daysShown({ view, day: day ?? dayOf(now) });
  const span = spanOf(days);
  const found = await read(span);
  if (day !== null || found.meetings.some(({ endsAt }) => endsAt > at))
    return { ...found, days, later: false };
  const ahead = await next(at);
  if (ahead === null || ahead < span.to) return { ...found, days, later: false };
  const laterDays = daysShown({ view, day: dayOf(ahead) });
  return { ...(await read(spanOf(laterDays))), days: laterDays, later: true };
}
