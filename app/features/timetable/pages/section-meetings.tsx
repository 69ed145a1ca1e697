import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { meetingChange } from '#app/features/timetable/meeting-change.schema.ts';
import { meetingsWithHistory } from '#app/features/timetable/meeting-history.server.ts';
import { meetingRefusals } from '#app/features/timetable/meeting-refusals.ts';
import { MeetingForm, NewMeetingForm } from '#app/features/timetable/parts/meeting-form.tsx';
import { MeetingTable } from '#app/features/timetable/parts/meeting-table.tsx';
import { SectionTabs } from '#app/features/timetable/parts/section-tabs.tsx';
import { venueChoices } from '#app/features/timetable/planning.server.ts';
import { sectionById } from '#app/features/timetable/section-list.server.ts';
import { formErrors } from '#app/lib/form-answer.ts';
import { failure, readFields } from '#app/lib/http.server.ts';
import { addDays, clockOf, dayOf } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { changeMeetings } from '#app/shell/meeting-changes.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `课次：${page?.section.title ?? '班'} · 社区学院` },
];

export const handle = { width: 'wide', breadcrumb: adminCrumbs('sections') };

export async function loader({ request, context: { db, now }, context, params }: LoaderFunctionArgs) {
  await requireRole(request, context, 'registrar', 'academy-admin');
  const sectionId = params.sectionId ?? '';
  const section = await sectionById(db, sectionId);
  if (!section) throw failure(request, 404, { message: '没有找到这个班。' });
  const [meetings, venues] = await Promise.all([meetingsWithHistory(db, sectionId), venueChoices(db)]);
  const search = new URL(request.url).searchParams;
  const mayChange = section.state === 'planned' || section.state === 'open';
  return {
    section,
    meetings,
    venues,
    at: now().toISOString(),
    mayChange,
    changing: mayChange ? (meetings.find(({ id }) => id === search.get('change')) ?? null) : null,
    adding: mayChange && search.has('add'),
    done: { told: Number(search.get('told') ?? -1), clashing: Number(search.get('clashing')) || 0 },
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'registrar', 'academy-admin');
  const sectionId = params.sectionId ?? '';
  const fields = await readFields(request);
  const form = meetingChange.safeParse(fields);
  if (!form.success) {
    const errors = formErrors(form.error).map((error) => ({ ...error, field: idOf(fields, error.field) }));
    return data({ fields, errors }, 400);
  }
  const outcome = await changeMeetings(context.db, {
    actor,
    sectionId,
    change: form.data,
    now: context.now(),
  });
  if (outcome.ok) {
    const { told, clashing } = outcome;
    throw redirect(`/admin/sections/${sectionId}/meetings?told=${told}&clashing=${clashing}`, 303);
  }
  if (outcome.reason === 'not-found') throw failure(request, 404, { message: '没有找到这一次课。' });
  if (outcome.reason === 'problems') return data({ fields, errors: outcome.problems.map(onThisPage) }, 409);
  return data({ fields, errors: [{ message: meetingRefusals[outcome.reason] }] }, 409);
}

/** The two forms of one meeting stand beside each other, so the second one's field has an id of its own. */
function idOf({ means }: Record<string, string>, field: string): string {
  return means === 'cancel' && field === 'reason' ? 'cancelReason' : field;
}

/** The form here has no field for the teacher or the seats: such a problem is one of the time or the place. */
function onThisPage({ field, message }: { field: string; message: string }) {
  const here = field === 'anyway' || field === 'at' ? field : field === 'teacher' ? 'at' : 'venue';
  return { field: here, message };
}

export default function SectionMeetings() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { section, meetings, venues, changing, adding, mayChange, at } = page;
  const last = meetings.at(-1);
  return (
    <>
      <ErrorSummary errors={answer?.errors ?? []} title="没有改" />
      {answer ? null : <Done done={page.done} />}
      <PageTitle
        eyebrow={section.title}
        title="课次"
        actions={
          mayChange && !adding && !changing ? (
            <ButtonLink href={`/admin/sections/${section.id}/meetings?add`}>加一次课</ButtonLink>
          ) : undefined
        }
      />
      <SectionTabs sectionId={section.id} current="/meetings" />
      {changing ? (
        <MeetingForm sectionId={section.id} meeting={changing} venues={venues} answer={answer} />
      ) : null}
      {adding ? (
        <NewMeetingForm
          sectionId={section.id}
          venues={venues}
          answer={answer}
          usual={{
            day: last ? addDays(dayOf(last.startsAt), 7) : '',
            at: last ? clockOf(last.startsAt) : '',
            minutes: last ? String((Date.parse(last.endsAt) - Date.parse(last.startsAt)) / 60_000) : '90',
            venue: last?.venueId ?? '',
          }}
        />
      ) : null}
      {changing || adding ? <h2 className="mt-8">全部课次</h2> : null}
      <MeetingTable sectionId={section.id} meetings={meetings} mayChange={mayChange} at={at} />
      <ExportLink rows={meetings.length} unit="次" />
    </>
  );
}

function Done({ done: { told, clashing } }: { done: { told: number; clashing: number } }) {
  if (!(told >= 0)) return null;
  return (
    <Notice tone="success" title={told > 0 ? `改好了，${told} 位学员和老师都已通知。` : '改好了。'} announce>
      {clashing > 0 ? `其中 ${clashing} 位在新的时间有别的课，通知里已经写明；请老师帮着商量。` : null}
    </Notice>
  );
}
