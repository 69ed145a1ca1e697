import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { assistedIn } from '#app/features/assisting/class-list.server.ts';
import { exemptionsOf, readinessOf } from '#app/features/catalogue/exemptions.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { noteOpened } from '#app/features/journal/openings.server.ts';
import { AdminSectionActions } from '#app/features/selection/parts/admin-section-actions.tsx';
import { SectionFacts } from '#app/features/selection/parts/section-facts.tsx';
import { SectionNews } from '#app/features/selection/parts/section-news.tsx';
import { SectionPeople } from '#app/features/selection/parts/section-people.tsx';
import { rosterOf, seatsOf, waitlistOf } from '#app/features/selection/reading.server.ts';
import { applyChange } from '#app/features/selection/section-actions.server.ts';
import { sectionChange } from '#app/features/selection/section-change.schema.ts';
import { sectionStates } from '#app/features/timetable/parts/section-states.ts';
import { SectionTabs } from '#app/features/timetable/parts/section-tabs.tsx';
import { sectionSheet } from '#app/features/timetable/section-sheet.server.ts';
import { formErrors } from '#app/lib/form-answer.ts';
import { failure, readFields } from '#app/lib/http.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Columns } from '#app/ui/layout.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Status } from '#app/ui/status.tsx';
import type { Db } from '#db/database.ts';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.section.title ?? '班'} · 社区学院` },
];

export const handle = { width: 'wide', breadcrumb: adminCrumbs('sections') };

const MOST_SKIPPED = 40;
/** What the page is told in its address after an action. */
const done = z.object({
  saved: z.boolean(),
  planned: z.boolean(),
  skipped: z.array(z.iso.date()).max(MOST_SKIPPED).catch([]),
  merged: z.array(z.coerce.number().int().min(0).max(5000)).length(3).nullable().catch(null),
});

export async function loader({ request, context: { db }, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'registrar', 'academy-admin');
  const sectionId = params.sectionId ?? '';
  const section = await sectionSheet(db, sectionId, dayOf(context.now()));
  if (!section) throw failure(request, 404, { message: '没有找到这个班。' });
  const [seats, roster, waitlist, readiness, assisted] = await Promise.all([
    seatsOf(db, [sectionId]),
    rosterOf(db, sectionId),
    waitlistOf(db, sectionId),
    // Nobody can be in a section before it is open, and nothing is lacking afterwards.
    section.state === 'planned' ? readinessOf(db, section.courseVersionId) : openedWith(db, section),
    section.state === 'planned' ? nobody : assistedIn(db, sectionId),
  ]);
  await noteOpened(context.db, {
    actor,
    action: 'section.roster-read',
    subject: ['section', sectionId],
    concerns: null,
    now: context.now(),
  });
  const search = new URL(request.url).searchParams;
  return {
    section,
    seats: seats.get(sectionId) ?? { capacity: 0, taken: 0 },
    roster,
    waitlist,
    readiness,
    assisted,
    done: done.parse({
      saved: search.has('saved'),
      planned: search.has('planned'),
      skipped: search.getAll('skipped'),
      merged: search.get('merged')?.split('.') ?? null,
    }),
  };
}

const nobody: Awaited<ReturnType<typeof assistedIn>> = {};

async function openedWith(db: Db, { courseVersionId }: { courseVersionId: string }) {
  return { missing: [], exemptions: await exemptionsOf(db, courseVersionId) };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'registrar', 'academy-admin');
  const sectionId = params.sectionId ?? '';
  const fields = await readFields(request);
  const form = sectionChange.safeParse(fields);
  if (!form.success) return data({ fields, errors: formErrors(form.error) }, 400);
  const outcome = await applyChange(context.db, { actor, sectionId, change: form.data, now: context.now() });
  if (outcome.ok) throw redirect(`/admin/sections/${sectionId}?saved`, 303);
  if (outcome.reason === 'not-found') throw failure(request, 404, { message: '没有找到这个班。' });
  const { field, message } = outcome;
  return data({ fields, errors: [{ ...(field ? { field } : {}), message }] }, 409);
}

export default function AdminSection() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { section, seats, readiness, roster, waitlist, assisted } = page;
  const state = sectionStates[section.state];
  return (
    <>
      <ErrorSummary errors={answer?.errors ?? []} title="没有保存" />
      <SectionNews page={page} quiet={Boolean(answer)} />
      <PageTitle
        eyebrow={section.code}
        title={section.title}
        lead={<Status tone={state.tone}>{state.word}</Status>}
      />
      <SectionTabs sectionId={section.id} current="" />
      <Columns
        aside={<AdminSectionActions section={section} seats={seats} readiness={readiness} answer={answer} />}
      >
        <SectionFacts section={section} seats={seats} exemptions={readiness.exemptions} />
        <SectionPeople
          roster={roster}
          waitlist={waitlist}
          assisted={assisted}
          closed={section.closure !== null}
          file={`/admin/sections/${section.id}/people.xlsx`}
        />
      </Columns>
    </>
  );
}
