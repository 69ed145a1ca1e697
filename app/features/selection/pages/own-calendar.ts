import type { LoaderFunctionArgs } from '@remix-run/node';
import { calendarEntry } from '#app/features/timetable/calendar.rules.ts';
import { calendarFile } from '#app/features/timetable/calendar-file.server.ts';
import { personOfToken } from '#app/features/timetable/calendar-links.server.ts';
import { failure, originOf } from '#app/lib/http.server.ts';
import { ownCalendarMeetings } from '../own-meetings.server.ts';

/**
 * `GET /calendar/<token>.ics`: somebody's own classes, for whoever has the link; no cookie is asked for. An ended link and one that never
 * was answer alike. Neither the file's name nor anything in it says whose it is, and the log names only the route.
 */
export async function loader({ request, context: { db, env, now }, params }: LoaderFunctionArgs) {
  const personId = await personOfToken(db, (params.token ?? '').replace(/\.ics$/, ''));
  if (!personId)
    throw failure(request, 404, {
      message: '这个日历链接没有了，或者从来没有。请到“我的课表”里做一个新的。',
    });
  const meetings = await ownCalendarMeetings(db, { personId, now: now() });
  const text = calendarFile({
    name: '我的课 · 社区学院',
    origin: originOf(request, env),
    busy: true,
    entries: meetings.map((meeting) => calendarEntry(meeting, `/learn/${meeting.enrolmentId}`)),
  });
  return new Response(text, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, no-cache',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    },
  });
}
