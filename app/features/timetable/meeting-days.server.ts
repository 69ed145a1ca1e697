import { dayOf, formatDate } from '#app/lib/time.ts';
import type { Trx } from '#db/database.ts';
import { type FormProblem, spanWords } from './clash-words.rules.ts';
import type { MeetingTime } from './clashes.rules.ts';
import { termById } from './term-in-full.server.ts';

interface Wanted {
  sectionId: string;
  termId: string;
  to: MeetingTime;
  /** The meeting that is being moved. */
  before: (MeetingTime & { id: string }) | null;
}

/** Another meeting of the section itself at that time: nobody can be in both. */
export async function ownMeetingProblems(
  trx: Trx,
  { sectionId, to, before }: Wanted,
): Promise<FormProblem[]> {
  const other = await trx
    .selectFrom('meeting')
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
    .select(['number', 'starts_at', 'ends_at'])
    .where('section_id', '=', sectionId)
    .where('meeting_cancellation.meeting_id', 'is', null)
    .where('meeting.id', '!=', before?.id ?? '')
    .where('starts_at', '<', to.endsAt)
    .where('ends_at', '>', to.startsAt)
    .limit(1)
    .executeTakeFirst();
  if (!other) return [];
  const when = spanWords({ startsAt: other.starts_at, endsAt: other.ends_at });
  const message = `这个班的第 ${other.number} 次课就在 ${when}。换个时间。`;
  return [{ field: 'at', reason: 'own-meeting', message }];
}

/** A day without classes, or outside the term: it may be meant so, and is asked. A meeting that stays on its day is not asked again. */
export async function unusualDayProblems(trx: Trx, { termId, to, before }: Wanted): Promise<FormProblem[]> {
  const day = dayOf(to.startsAt);
  if (before && dayOf(before.startsAt) === day) return [];
  const term = await termById(trx, termId);
  if (!term) return [];
  const ask = (what: string): FormProblem[] => [
    {
      field: 'anyway',
      reason: 'unusual-day',
      message: `${formatDate(day)}${what}。换一天，或者勾上“仍然这样安排”再提交。`,
    },
  ];
  if (day < term.startsOn || term.endsOn < day) return ask(`不在${term.name}里`);
  const off = term.breaks.find(({ fromDay, toDay }) => fromDay <= day && day <= toDay);
  return off ? ask(`停课（${off.name}）`) : [];
}
