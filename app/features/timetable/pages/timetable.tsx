import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { agenda } from '#app/features/timetable/agenda.server.ts';
import { clockSpan } from '#app/features/timetable/section-words.rules.ts';
import { dayOf, formatDay, formatShortDate, midnightOf } from '#app/lib/time.ts';
import { schoolNames, schools } from '#app/lib/vocabulary.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { SchoolMark } from '#app/ui/school-mark.tsx';
import { Tabs } from '#app/ui/tabs.tsx';

export const meta: MetaFunction = () => [{ title: '课表 · 社区学院' }];

export const handle = { width: 'reading' };

const DAY_MS = 86_400_000;
const DAYS_SHOWN = 14;
const MOST_PAGES = 13;

const query = z.object({
  school: z.enum(schools).nullable().catch(null),
  week: z.coerce.number().int().min(0).max(MOST_PAGES).catch(0),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const search = new URL(request.url).searchParams;
  const { school, week } = query.parse({ school: search.get('school'), week: search.get('week') ?? 0 });
  const start = midnightOf(new Date(context.now().getTime() + week * DAYS_SHOWN * DAY_MS));
  // Noon is on its day also where clocks change.
  const noon = (day: number) => new Date(start.getTime() + (day + 0.5) * DAY_MS);
  const shown = Array.from({ length: DAYS_SHOWN }, (_, at) => dayOf(noon(at)));
  const { meetings, cut } = await agenda(context.db, {
    from: start.toISOString(),
    to: midnightOf(noon(DAYS_SHOWN)).toISOString(),
    school,
  });
  const days = shown
    .map((day) => ({ day, meetings: meetings.filter(({ startsAt }) => dayOf(startsAt) === day) }))
    .filter((one) => one.meetings.length > 0);
  const next = dayOf(noon(DAYS_SHOWN));
  return { school, week, from: shown[0] ?? '', to: shown.at(-1) ?? '', next, days, cut };
}

export default function Timetable() {
  const { school, week, from, to, next: nextFrom, days, cut } = useLoaderData<typeof loader>();
  const address = (change: { school?: string | null; week?: number }) => {
    const next = { school, week, ...change };
    return `/timetable?${new URLSearchParams({ ...(next.school ? { school: next.school } : {}), ...(next.week ? { week: String(next.week) } : {}) })}`;
  };
  return (
    <>
      <PageTitle
        title="课表"
        lead={`${formatShortDate(from)}至${formatShortDate(to)}的课。录播课没有固定时间，随时可以看。`}
      />
      <Tabs
        label="学校"
        tabs={[
          { label: '全部', href: address({ school: null }), current: school === null },
          ...schools.map((one) => ({
            label: schoolNames[one],
            href: address({ school: one }),
            current: school === one,
          })),
        ]}
      />
      {days.length === 0 ? (
        <EmptyState
          title="这两周没有课"
          action={<ButtonLink href={address({ week: week + 1 })}>看后两周</ButtonLink>}
        >
          <p>也可以到课程库看录播课。</p>
        </EmptyState>
      ) : null}
      {cut ? (
        <Notice title={`课太多，只列到${formatShortDate(days.at(-1)?.day ?? to)}，后面的没有列出来`}>
          {school ? '要找后面的课，请到课程库按课程查。' : '请在上面选一所学校再看。'}
        </Notice>
      ) : null}
      {days.map(({ day, meetings }) => (
        <Section key={day} title={formatDay(meetings[0]?.startsAt ?? day)}>
          <ul className="agenda">
            {meetings.map((meeting) => (
              <li key={meeting.id}>
                <p className="figures">{clockSpan(meeting.startsAt, meeting.endsAt)}</p>
                <div>
                  <p className="marked-line">
                    <SchoolMark school={meeting.school} />
                    <a href={`/courses/${meeting.courseCode}`}>{meeting.courseTitle}</a>
                  </p>
                  <p className="quiet">
                    {[`第 ${meeting.number} 次`, meeting.teacherName, meeting.venueName]
                      .filter(Boolean)
                      .join(' · ')}
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </Section>
      ))}
      <div className="actions">
        {week > 0 ? <ButtonLink href={address({ week: week - 1 })}>前两周</ButtonLink> : null}
        {week < MOST_PAGES && days.length > 0 ? (
          <ButtonLink href={address({ week: week + 1 })}>后两周（{formatShortDate(nextFrom)}起）</ButtonLink>
        ) : null}
      </div>
    </>
  );
}
