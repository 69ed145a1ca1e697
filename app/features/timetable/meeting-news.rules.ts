/** What those concerned are told when a meeting changes: what it was, what it is now, why. */

import { spanWords } from './clash-words.rules.ts';
import type { MeetingTime } from './clashes.rules.ts';

interface Placed extends MeetingTime {
  number: number;
  venueName: string | null;
}

const placed = ({ venueName, ...time }: Placed): string =>
  `${spanWords(time)}${venueName ? `，${venueName}` : ''}`;

export interface News {
  kind: string;
  title: string;
  body: string;
}

/** A meeting at another time, in another place, or both. */
export function movedNews(section: string, before: Placed, now: Placed, reason: string): News {
  const sameTime = before.startsAt === now.startsAt && before.endsAt === now.endsAt;
  const what = sameTime ? '换地点了' : before.venueName === now.venueName ? '改时间了' : '改时间和地点了';
  return {
    kind: 'meeting-moved',
    title: `《${section}》第 ${now.number} 次课${what}`,
    body: `原来：${placed(before)}。现在：${placed(now)}。原因：${reason}。`,
  };
}

/** A meeting that does not take place. */
export function cancelledNews(section: string, meeting: Placed, reason: string): News {
  return {
    kind: 'meeting-cancelled',
    title: `《${section}》第 ${meeting.number} 次课取消了`,
    body: `原定${placed(meeting)}的课不上了。原因：${reason}。考勤不算这一次。`,
  };
}

/** A meeting more. */
export function addedNews(section: string, meeting: Placed, reason: string): News {
  return {
    kind: 'meeting-added',
    title: `《${section}》加了第 ${meeting.number} 次课`,
    body: `时间：${placed(meeting)}。原因：${reason}。`,
  };
}

/** For a learner who has something else at the new time. */
export function clashSentence(otherTitle: string): string {
  return `这个时间和你选的《${otherTitle}》冲突，请和老师或教务商量。`;
}
