import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { dayOf } from '#app/lib/time.ts';
import { schoolNames, schools } from '#app/lib/vocabulary.ts';
import { Filters } from '#app/ui/filters.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { agenda, venueChoices } from '../agenda.server.ts';
import { boardOf } from '../board.rules.ts';
import { TimetableBoard, TooMuch } from '../parts/timetable-board.tsx';
import { NoMeetings, periodWords, ViewTabs, WeekSteps } from '../parts/week-steps.tsx';
import { shownMeeting } from '../shown-meeting.rules.ts';
import {
  daysShown,
  neighbours,
  readTimetableAddress,
  spanOf,
  timetableQuery,
} from '../timetable-address.schema.ts';

export const meta: MetaFunction = () => [{ title: '课表 · 社区学院' }];

export const handle = { width: 'wide' };

/** What can be asked for: see `timetableAddress`. */
export async function loader({ request, context: { db, now } }: LoaderFunctionArgs) {
  const today = dayOf(now());
  const asked = readTimetableAddress(new URL(request.url).searchParams, today);
  const venues = await venueChoices(db);
  const venue = venues.find(({ id }) => id === asked.venue) ?? null;
  const address = { ...asked, venue: venue?.id ?? null };
  const days = daysShown(address);
  const { from, to, words } = spanOf(days);
  const { meetings, cut } = await agenda(db, {
    from,
    to,
    school: address.school,
    venueId: address.venue,
  });
  const shown = meetings.map((meeting) => shownMeeting(meeting, `/courses/${meeting.courseCode}#sections`));
  return {
    address,
    today,
    venues,
    span: words,
    isNow: days.includes(today),
    narrowed: [address.school ? schoolNames[address.school] : '', venue?.name ?? ''].filter(Boolean),
    count: meetings.length,
    cut,
    board: boardOf({ meetings: shown, cut }, { days, view: address.view, today }),
    ...neighbours(address, today),
  };
}

export default function Timetable() {
  const { address, today, span, narrowed, count, cut, board, ...rest } = useLoaderData<typeof loader>();
  const { view } = address;
  const to = (change: Partial<typeof address>) =>
    `/timetable${timetableQuery({ ...address, ...change }, today)}`;
  const leafing = { view, today, to, isNow: rest.isNow, before: rest.before, after: rest.after };
  return (
    <>
      <PageTitle title="课表" lead={`${[span, ...narrowed].join(' · ')}。录播课没有固定时间，随时可以看。`} />
      <ViewTabs {...leafing} />
      <Narrowing clearHref={to({ school: null, venue: null })} />
      <WeekSteps {...leafing} />
      <p className="result-count">
        {periodWords[view]}
        {cut ? `超过 ${count} 次课` : `共 ${count} 次课`}
      </p>
      <TooMuch board={board} narrowed={narrowed.length > 0} />
      {count > 0 ? (
        <TimetableBoard board={board} caption={`课表，${span}`} />
      ) : (
        <NoMeetings title={`${periodWords[view]}没有课`} words="也可以到课程库看录播课。" leafing={leafing} />
      )}
      <Calendars />
    </>
  );
}

/** Which school, which place. */
function Narrowing({ clearHref }: { clearHref: string }) {
  const { address, today, venues, narrowed } = useLoaderData<typeof loader>();
  return (
    <Filters action="/timetable" chosen={narrowed.length} clearHref={clearHref}>
      {address.view === 'list' ? <input type="hidden" name="view" value="list" /> : null}
      {address.day === today ? null : <input type="hidden" name="day" value={address.day} />}
      <SelectField
        name="school"
        label="学校"
        placeholder="全部"
        defaultValue={address.school ?? ''}
        options={schools.map((school) => ({ value: school, label: schoolNames[school] }))}
      />
      <SelectField
        name="venue"
        label="阵地"
        placeholder="全部"
        defaultValue={address.venue ?? ''}
        options={venues.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Filters>
  );
}

/** The ways into a calendar of one's own: everybody's timetable as shown, and one's own classes. */
function Calendars() {
  const { address } = useLoaderData<typeof loader>();
  const { school, venue } = address;
  const query = new URLSearchParams({
    ...(school ? { school } : {}),
    ...(venue ? { venue } : {}),
  }).toString();
  return (
    <ul className="link-list no-print">
      <li>
        <a href={`/timetable.ics${query && `?${query}`}`}>把这张课表放进手机或电脑的日历（.ics）</a>
      </li>
      <li>
        <a href="/me/timetable">我自己选上的课：我的课表</a>
      </li>
      <li>
        <a href="/help/calendar">怎么放进日历</a>
      </li>
    </ul>
  );
}
