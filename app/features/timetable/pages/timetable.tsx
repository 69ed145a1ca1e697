import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { dayOf } from '#app/lib/time.ts';
import { schoolNames, schools } from '#app/lib/vocabulary.ts';
import { Filters } from '#app/ui/filters.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { agenda, nextMeetingAt, venueChoices } from '../agenda.server.ts';
import { boardOf } from '../board.rules.ts';
import { openAt } from '../opening-days.ts';
import { TimetableBoard, TooMuch } from '../parts/timetable-board.tsx';
import { laterWords, NoMeetings, periodWords, ViewTabs, WeekSteps } from '../parts/week-steps.tsx';
import { shownMeeting } from '../shown-meeting.rules.ts';
import { neighbours, readTimetableAddress, spanOf, timetableQuery } from '../timetable-address.schema.ts';

export const meta: MetaFunction = () => [{ title: '课表 · 社区学院' }];

export const handle = { width: 'wide' };

/** What can be asked for: see `timetableAddress`. */
export async function loader({ request, context: { db, now } }: LoaderFunctionArgs) {
  const today = dayOf(now());
  const asked = readTimetableAddress(new URL(request.url).searchParams, today);
  const venues = await venueChoices(db);
  const venue = venues.find(({ id }) => id === asked.venue) ?? null;
  const address = { ...asked, venue: venue?.id ?? null };
  const filter = { school: address.school, venueId: address.venue };
  const { days, meetings, cut, later } = await openAt(address, {
    now: now(),
    read: (span) => agenda(db, { ...span, ...filter }),
    next: (from) => nextMeetingAt(db, { from, ...filter }),
  });
  const shown = meetings.map((meeting) => shownMeeting(meeting, `/courses/${meeting.courseCode}#sections`));
  return {
    address,
    today,
    venues,
    later,
    span: spanOf(days).words,
    isNow: days.includes(today),
    narrowed: [address.school ? schoolNames[address.school] : '', venue?.name ?? ''].filter(Boolean),
    count: meetings.length,
    cut,
    board: boardOf({ meetings: shown, cut }, { days, view: address.view, today }),
    ...neighbours(days, today),
  };
}

export default function Timetable() {
  const { address, span, narrowed, count, cut, board, later, today, ...rest } =
    useLoaderData<typeof loader>();
  const { view } = address;
  const to = (change: Partial<typeof address>) => `/timetable${timetableQuery({ ...address, ...change })}`;
  const leafing = { view, to, today, isNow: rest.isNow, before: rest.before, after: rest.after };
  return (
    <>
      <PageTitle
        title="课表"
        eyebrow={later ? laterWords[view] : null}
        lead={`${[span, ...narrowed].join(' · ')}。录播课没有固定时间，随时可以看。`}
      />
      <ViewTabs {...leafing} />
      <Narrowing clearHref={to({ school: null, venue: null })} />
      <WeekSteps {...leafing} count={cut ? `超过 ${count} 次课` : `共 ${count} 次课`} />
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
  const { address, venues, narrowed } = useLoaderData<typeof loader>();
  return (
    <Filters action="/timetable" chosen={narrowed.length} clearHref={clearHref}>
      {address.view === 'list' ? <input type="hidden" name="view" value="list" /> : null}
      {address.day ? <input type="hidden" name="day" value={address.day} /> : null}
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
    <div className="no-print">
      <Section title="放进日历">
        <ul className="link-list">
          <li>
            <a href={`/timetable.ics${query && `?${query}`}`}>
              {query ? '上面选好的这些课（.ics）' : '全学院的课（.ics）'}
            </a>
          </li>
          <li>
            <a href="/me/timetable#calendar">只放自己选上的课</a>
          </li>
          <li>
            <a href="/help/calendar">怎么放进手机或电脑的日历</a>
          </li>
        </ul>
      </Section>
    </div>
  );
}
