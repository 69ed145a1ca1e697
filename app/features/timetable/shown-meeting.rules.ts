/** A meeting as a timetable shows it. */
import type { School } from '#app/lib/vocabulary.ts';
import { calledOffAt, changeWords } from './calendar.rules.ts';
import { clockSpan, sectionName } from './section-words.rules.ts';
import type { ToldMeeting } from './told-meeting.ts';
import { timeOfDay } from './week.rules.ts';

export interface ShownMeeting {
  id: string;
  startsAt: string;
  /** `晚上 7:00–8:30`; under the heading of its part of the day without it. */
  clock: string;
  shortClock: string;
  school: School;
  title: string;
  href: string;
  /** Which time it is of which section. */
  turn: string;
  teacher: string | null;
  place: string | null;
  /** `有调整，原定 …`; null when it is as planned. */
  change: string | null;
  cancelled: boolean;
}

/** `href`: where the section is looked at. */
export function shownMeeting(meeting: ToldMeeting, href: string): ShownMeeting {
  const { id, startsAt, endsAt, school, courseTitle, sectionTitle, number, kind } = meeting;
  const clock = clockSpan(startsAt, endsAt);
  const section = sectionTitle === courseTitle ? [] : [sectionName(sectionTitle)];
  return {
    id,
    startsAt,
    clock,
    shortClock: clock.replace(`${timeOfDay(startsAt)} `, ''),
    school,
    title: courseTitle,
    href,
    turn: [...section, `第 ${number} 次`].join(' '),
    teacher: meeting.teacherName,
    place: meeting.venueName ?? (kind === 'live' ? '线上' : null),
    change: changeWords(meeting),
    cancelled: calledOffAt(meeting) !== null,
  };
}
