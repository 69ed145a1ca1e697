/**
 * What stands against a time, in words: who or what, with what, when, and what to do. Source: the "clash checks for teacher
 * and venue, stated by name and time".
 */
import { formatClock, formatDay } from '#app/lib/time.ts';
import { type School, schoolNames } from '#app/lib/vocabulary.ts';
import type { MeetingTime, TeacherClash } from './clashes.rules.ts';
import { clockSpan } from './section-words.rules.ts';

/** What is wrong with one field of a form. `reason`: for programs and tests. */
export interface FormProblem {
  field: string;
  reason: string;
  message: string;
}

/** Why a place cannot be had for a time; `hours` is that weekday in words. */
export type PlaceRefusal =
  | { reason: 'not-found' }
  | { reason: 'taken'; with: MeetingTime & { title: string; school: School | null } }
  | { reason: 'shut'; hours: string };

const MOST_LINES = 6;

/** `12月2日 周三 晚上 7:00–8:30`. */
export function spanWords({ startsAt, endsAt }: MeetingTime): string {
  const sameDay = formatDay(startsAt) === formatDay(endsAt);
  return sameDay
    ? `${formatDay(startsAt)} ${clockSpan(startsAt, endsAt)}`
    : `${formatDay(startsAt)} ${formatClock(startsAt)}–${formatDay(endsAt)} ${formatClock(endsAt)}`;
}

/** A teacher who would have to be in two places. */
export function teacherProblems(teacherName: string, clashes: readonly TeacherClash[]): FormProblem[] {
  return several(
    clashes.map(({ taken }) => {
      const what = `${teacherName}老师 ${spanWords(taken)} 要上《${taken.title}》（${schoolNames[taken.school]}）`;
      return { field: 'teacher', reason: 'teacher', message: `${what}，排不开。换个时间，或者换一位老师。` };
    }),
    '老师',
  );
}

/** A place that somebody else has, or that is shut. */
export function venueProblems(
  venueName: string,
  clashes: readonly { wanted: MeetingTime; refusal: PlaceRefusal }[],
): FormProblem[] {
  return several(
    clashes.map(({ wanted, refusal }) => ({
      field: 'venue',
      reason: `venue-${refusal.reason}`,
      message: venueMessage(venueName, wanted, refusal),
    })),
    '地点',
  );
}

function venueMessage(venueName: string, wanted: MeetingTime, refusal: PlaceRefusal): string {
  switch (refusal.reason) {
    case 'not-found':
      return '没有找到这个地点。请重新选一个。';
    case 'shut':
      return `${venueName} ${spanWords(wanted)} 不开放（${refusal.hours}）。换个时间，或者换个地点。`;
    case 'taken': {
      const { title, school } = refusal.with;
      const whose = school ? `（${schoolNames[school]}）` : '';
      return `${venueName} ${spanWords(refusal.with)} 已订给《${title}》${whose}。换个时间，或者换个地点。`;
    }
  }
}

/** A place too small for a class. */
export function roomProblem(venue: { name: string; capacity: number }, seats: number): FormProblem[] {
  if (seats <= venue.capacity) return [];
  const message = `${venue.name}最多容 ${venue.capacity} 人，这个班有 ${seats} 个名额。把名额减到 ${venue.capacity} 以内，或者换大一点的地点。`;
  return [{ field: 'capacity', reason: 'room', message }];
}

/** A long list is cut, and says so. */
function several(problems: readonly FormProblem[], whose: string): FormProblem[] {
  const [first] = problems;
  if (!first || problems.length <= MOST_LINES) return [...problems];
  const more = `${whose}还有 ${problems.length - MOST_LINES} 次排不开，改了上面的再看。`;
  return [...problems.slice(0, MOST_LINES), { ...first, message: more }];
}
