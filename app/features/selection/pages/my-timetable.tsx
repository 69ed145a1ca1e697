import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { boardOf } from '#app/features/timetable/board.rules.ts';
import { calendarLinkForm, linkDone, linkDoneWords } from '#app/features/timetable/calendar-link.schema.ts';
import {
  calendarLinkOf,
  endCalendarLink,
  makeCalendarLink,
} from '#app/features/timetable/calendar-links.server.ts';
import { openAt } from '#app/features/timetable/opening-days.ts';
import { CalendarLink, FreshLink } from '#app/features/timetable/parts/calendar-link.tsx';
import { TimetableBoard } from '#app/features/timetable/parts/timetable-board.tsx';
import {
  laterWords,
  NoMeetings,
  periodWords,
  ViewTabs,
  WeekSteps,
} from '#app/features/timetable/parts/week-steps.tsx';
import { shownMeeting } from '#app/features/timetable/shown-meeting.rules.ts';
import {
  neighbours,
  readTimetableAddress,
  spanOf,
  timetableQuery,
} from '#app/features/timetable/timetable-address.schema.ts';
import { failure, originOf, readForm } from '#app/lib/http.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { nextOwnMeetingAt, ownMeetings } from '../own-meetings.server.ts';

export const meta: MetaFunction = () => [{ title: '我的课表 · 社区学院' }];

export const handle: PageHandle = { width: 'wide', breadcrumb: [{ label: '我的', href: '/me' }] };

/** What can be asked for: `view` and `day` as on the public timetable. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const { db, now } = context;
  const personId = actor.personId ?? '';
  const search = new URL(request.url).searchParams;
  const today = dayOf(now());
  const address = { ...readTimetableAddress(search, today), school: null, venue: null };
  const [{ days, meetings, later }, link] = await Promise.all([
    openAt(address, {
      now: now(),
      read: async (span) => ({ meetings: await ownMeetings(db, { personId, ...span, now: now() }) }),
      next: (from) => nextOwnMeetingAt(db, { personId, from }),
    }),
    calendarLinkOf(db, personId),
  ]);
  const shown = meetings.map((meeting) => shownMeeting(meeting, `/learn/${meeting.enrolmentId}`));
  return {
    name: actor.name,
    address,
    today,
    later,
    span: spanOf(days).words,
    isNow: days.includes(today),
    count: shown.filter(({ cancelled }) => !cancelled).length,
    isEmpty: shown.length === 0,
    board: boardOf({ meetings: shown, cut: false }, { days, view: address.view, today }),
    ...neighbours(days, today),
    linkMadeAt: link?.createdAt ?? null,
    done: linkDone.parse(search.get('done')),
  };
}

/** Makes or ends the calendar link. A new one is shown in the answer itself, since nobody can ask for it again. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const { db, env, now } = context;
  const parsed = calendarLinkForm.safeParse(Object.fromEntries(await readForm(request)));
  if (!parsed.success) throw failure(request, 400);
  if (parsed.data.means === 'end') {
    await endCalendarLink(db, { actor, now: now() });
    return redirect('/me/timetable?done=ended', 303);
  }
  const { token } = await makeCalendarLink(db, { actor, now: now() });
  const origin = originOf(request, env);
  return data({ address: `${origin}/calendar/${token}.ics` });
}

export default function MyTimetable() {
  const { name, address, span, count, isEmpty, board, linkMadeAt, done, later, today, ...rest } =
    useLoaderData<typeof loader>();
  const fresh = useActionData<typeof action>()?.address;
  if (fresh) return <FreshLink address={fresh} />;
  const { view } = address;
  const to = (change: Partial<typeof address>) => `/me/timetable${timetableQuery({ ...address, ...change })}`;
  const leafing = { view, to, today, isNow: rest.isNow, before: rest.before, after: rest.after };
  return (
    <>
      {done ? <Notice tone="success" title={linkDoneWords[done]} announce /> : null}
      <PageTitle
        title="我的课表"
        eyebrow={later ? laterWords[view] : null}
        lead={`${name} · ${span}。录播课没有固定时间，在“我的课”里。`}
      />
      <ViewTabs {...leafing} />
      <WeekSteps {...leafing} count={`上 ${count} 次课`} />
      {isEmpty ? (
        <NoMeetings
          title={`${periodWords[view]}没有要到场的课`}
          words="选上的班都在“我的课”里。"
          leafing={leafing}
        />
      ) : (
        <TimetableBoard board={board} caption={`${name}的课表，${span}`} />
      )}
      <div className="no-print">
        <Section title="加入日历" id="calendar">
          <CalendarLink madeAt={linkMadeAt} />
        </Section>
      </div>
    </>
  );
}
