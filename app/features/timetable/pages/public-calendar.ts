import type { LoaderFunctionArgs } from '@remix-run/node';
import { originOf } from '#app/lib/http.server.ts';
import { schoolNames } from '#app/lib/vocabulary.ts';
import { calendarEntry } from '../calendar.rules.ts';
import { calendarFile } from '../calendar-file.server.ts';
import { calendarMeetings } from '../public-calendar.server.ts';
import { calendarAddress } from '../timetable-address.schema.ts';

/** `GET /timetable.ics`: the public timetable for calendars to subscribe to; `?school=` and `?venue=` narrow it. */
export async function loader({ request, context: { db, env, now } }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const { school, venue } = calendarAddress.parse({
    school: url.searchParams.get('school'),
    venue: url.searchParams.get('venue'),
  });
  const { meetings } = await calendarMeetings(db, { school, venueId: venue }, now());
  const text = calendarFile({
    name: school ? `社区学院课表 · ${schoolNames[school]}` : '社区学院课表',
    origin: originOf(request, env),
    busy: false,
    entries: meetings.map((meeting) => calendarEntry(meeting, `/courses/${meeting.courseCode}#sections`)),
  });
  return new Response(text, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      // Calendars ask every few hours; a moved class is there within minutes all the same.
      'cache-control': 'public, max-age=300',
    },
  });
}
