import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { sectionsOfMeetings } from '#app/features/timetable/meeting-sections.server.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { fieldOf } from '#app/lib/form-answer.ts';
import { failure, readFields } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';
import { addDays, dayOf, mondayOf } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { Button } from '#app/ui/button.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Columns } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { accessWords } from '../access.rules.ts';
import { bookedBetween } from '../booked.server.ts';
import { dayInWords, NO_HOURS } from '../hours.rules.ts';
import { EventForm } from '../parts/event-form.tsx';
import { fieldsOfVenue, VenueFields } from '../parts/venue-fields.tsx';
import { type ShownDay, VenueWeek } from '../parts/venue-week.tsx';
import { owningCommunities, type Venue, venueById } from '../reading.server.ts';
import { actOnVenue, venueMeans } from '../venue-actions.server.ts';
import { daysOfWeek, weekSpan } from '../week.rules.ts';

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [
  { title: `${shown?.venue.name ?? '阵地'} · 教务 · 社区学院` },
];

export const handle = { width: 'wide', breadcrumb: adminCrumbs('venues') };

const done = {
  added: '已经登记，排课和订活动都能选它了。',
  facts: '已经改好。',
  event: '已经订下来。',
  release: '已经取消，时间空出来了。',
} as const;

const query = z.object({
  tab: z.enum(['week', 'facts']).catch('week'),
  week: z.iso.date().nullable().catch(null),
  done: z.enum(['added', 'facts', 'event', 'release']).nullable().catch(null),
});

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireRole(request, context, 'registrar', 'academy-admin');
  const venue = await venueOf(request, context, params.venueId);
  const search = new URL(request.url).searchParams;
  const asked = query.parse({ tab: search.get('tab'), week: search.get('week'), done: search.get('done') });
  const today = dayOf(context.now());
  const week = mondayOf(asked.week ?? today);
  const onFacts = asked.tab === 'facts';
  return {
    ...asked,
    venue,
    week,
    before: addDays(week, -7),
    after: addDays(week, 7),
    days: onFacts ? [] : await shownDays(context, venue, week),
    communities: onFacts ? await owningCommunities(context.db, today) : [],
  };
}

async function venueOf(request: Request, { db, now }: RequestContext, venueId = ''): Promise<Venue> {
  const venue = isId(venueId) ? await venueById(db, venueId, dayOf(now())) : null;
  if (!venue) throw failure(request, 404, { message: '没有找到这个阵地。' });
  return venue;
}

async function shownDays({ db, now }: RequestContext, venue: Venue, week: string): Promise<ShownDay[]> {
  const booked = await bookedBetween(db, { venueId: venue.id, ...weekSpan(week) });
  const sections = await sectionsOfMeetings(
    db,
    booked.flatMap(({ meetingId }) => meetingId ?? []),
  );
  const at = now().toISOString();
  return daysOfWeek(week, booked).map(({ day, weekday, bookings }) => ({
    day,
    hours: venue.spans.length > 0 ? dayInWords(venue.spans, weekday) : NO_HOURS,
    bookings: bookings.map((one) => ({
      ...one,
      sectionId: sections.get(one.meetingId ?? '') ?? null,
      mayRelease: one.meetingId === null && one.endsAt > at,
    })),
  }));
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'registrar', 'academy-admin');
  const venue = await venueOf(request, context, params.venueId);
  const fields = await readFields(request);
  const means = venueMeans.find((one) => one === fields.means);
  if (!means) throw failure(request, 400);
  const outcome = await actOnVenue(context.db, means, { venue, fields, actor, now: context.now() });
  if (!outcome.ok) return data(outcome.answer, outcome.status);
  const week = outcome.day ?? new URL(request.url).searchParams.get('week') ?? '';
  const next = { done: means, ...(means === 'facts' ? { tab: 'facts' } : {}), ...(week ? { week } : {}) };
  throw redirect(`/admin/venues/${venue.id}?${new URLSearchParams(next)}`, 303);
}

export default function AdminVenue() {
  const { venue, ...shown } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const href = `/admin/venues/${venue.id}`;
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="没有保存" />
      {shown.done && !sent ? <Notice tone="success" title={done[shown.done]} announce /> : null}
      <PageTitle eyebrow={venue.tier} title={venue.name} lead={venue.address} />
      <Tabs
        label="阵地"
        tabs={[
          { label: '一周安排', href, current: shown.tab === 'week' },
          { label: '资料和开放时间', href: `${href}?tab=facts`, current: shown.tab === 'facts' },
        ]}
      />
      {shown.tab === 'facts' ? <FactsForm href={href} /> : <Week href={href} />}
    </>
  );
}

function Week({ href }: { href: string }) {
  const { venue, week, before, after, days } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const event = sent?.means === 'event' ? sent : undefined;
  const release = sent?.means === 'release' ? sent : undefined;
  const releasing = release && {
    booking: release.fields.booking ?? '',
    reason: release.fields.reason ?? '',
    error: release.errors[0]?.message,
  };
  return (
    <Columns aside={<EventForm href={`${href}?week=${week}`} field={fieldOf(event)} />}>
      <DescriptionList
        facts={[
          ['开放时间', venue.hours],
          ['容纳', `${venue.capacity} 人`],
          ['进出', accessWords(venue)],
          ['所属', venue.community ?? '全学院共用'],
        ]}
      />
      <VenueWeek {...{ href, week, before, after, days, releasing }} />
    </Columns>
  );
}

function FactsForm({ href }: { href: string }) {
  const { venue, communities } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const field = fieldOf(sent?.means === 'facts' ? sent : undefined, fieldsOfVenue(venue));
  return (
    <form className="form form-pairs" method="post" action={`${href}?tab=facts`}>
      <input type="hidden" name="means" value="facts" />
      <VenueFields field={field} communities={communities} />
      <div className="actions">
        <Button type="submit" tone="primary">
          保存
        </Button>
      </div>
    </form>
  );
}
