/**
 * What a calendar file says of a meeting. Source: RFC 5545 §3.6.1, §3.8.7 (SEQUENCE rises with every change that matters to those who
 * attend; DTSTAMP and LAST-MODIFIED say when); clients that know STATUS:CANCELLED strike the entry out, others show its title.
 */
import { formatMoment } from '#app/lib/time.ts';
import { schoolNames } from '#app/lib/vocabulary.ts';
import { sectionName } from './section-words.rules.ts';
import type { ToldMeeting } from './told-meeting.ts';

const DAY_MS = 86_400_000;
/** For so long a calendar goes on telling that a meeting was called off; then even a machine that was away has heard it. */
export const DAYS_CANCELLED_TOLD = 60;

/** The instant before which nobody need be told any more. */
export function toldSince(now: Date): string {
  return new Date(now.getTime() - DAYS_CANCELLED_TOLD * DAY_MS).toISOString();
}

/** When a meeting was called off, alone or because its section ended, was cancelled or merged before it; null when it takes place or took place. */
export function calledOffAt({
  startsAt,
  cancelledAt,
  closedAt,
}: Pick<ToldMeeting, 'startsAt' | 'cancelledAt' | 'closedAt'>): string | null {
  return cancelledAt ?? (closedAt !== null && startsAt > closedAt ? closedAt : null);
}

/** Whether a calendar says anything of a meeting: no longer when it was called off before `since`. */
export function isTold(meeting: ToldMeeting, since: string): boolean {
  const off = calledOffAt(meeting);
  return off === null || off >= since;
}

/** An entry as a calendar file has it. */
export interface CalendarEntry {
  uid: string;
  sequence: number;
  changedAt: string;
  startsAt: string;
  endsAt: string;
  cancelled: boolean;
  title: string;
  place: { name: string; address: string | null } | null;
  lines: string[];
  category: string;
  /** An address of this site, beginning with a slash. */
  path: string;
}

/** A meeting as an entry. The same meeting gives the same text until something of it changes. */
export function calendarEntry(meeting: ToldMeeting, path: string): CalendarEntry {
  const off = calledOffAt(meeting);
  const { id, number, courseTitle, startsAt, endsAt, moves } = meeting;
  const title = `${courseTitle} 第 ${number} 次`;
  return {
    uid: id,
    sequence: moves + (off ? 1 : 0),
    changedAt:
      [meeting.openedAt, meeting.movedAt, off]
        .filter((at) => at !== null)
        .sort()
        .at(-1) ?? startsAt,
    startsAt,
    endsAt,
    cancelled: off !== null,
    title: off ? `已取消：${title}` : title,
    place: placeOf(meeting),
    lines: entryLines(meeting, off !== null),
    category: schoolNames[meeting.school],
    path,
  };
}

function placeOf({ venueName, venueAddress, kind }: ToldMeeting): CalendarEntry['place'] {
  if (venueName) return { name: venueName, address: venueAddress };
  return kind === 'live' ? { name: '线上', address: null } : null;
}

function entryLines(meeting: ToldMeeting, cancelled: boolean): string[] {
  const { teacherName, sectionTitle, courseTitle, topic, number } = meeting;
  const change = changeWords(meeting);
  return [
    ...(cancelled ? ['这次课取消了，不用来。'] : change ? [`${change}。`] : []),
    ...(teacherName ? [`老师：${teacherName}`] : []),
    ...(sectionTitle === courseTitle ? [] : [`班：${sectionName(sectionTitle)}`]),
    ...(topic && topic !== `第 ${number} 次课` ? [`内容：${topic}`] : []),
  ];
}

/** `有调整，原定 11月25日 周三 晚上 7:00`; where only the place changed, that; null when nothing did. */
export function changeWords({ moves, plannedFor, startsAt }: ToldMeeting): string | null {
  if (moves === 0) return null;
  return plannedFor && plannedFor !== startsAt
    ? `有调整，原定 ${formatMoment(plannedFor)}`
    : '有调整，地点换过';
}
