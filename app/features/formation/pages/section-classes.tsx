import { randomBytes } from 'node:crypto';
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { formationDesk, usualSettings } from '#app/features/formation/desk.server.ts';
import { doDeed } from '#app/features/formation/desk-actions.server.ts';
import { readDeed } from '#app/features/formation/formation.schema.ts';
import { ClassesBoard } from '#app/features/formation/parts/classes-board.tsx';
import { DoneNotice } from '#app/features/formation/parts/done-notice.tsx';
import { FormationStart } from '#app/features/formation/parts/formation-start.tsx';
import type { SentForm } from '#app/features/formation/sent-form.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { noteOpened } from '#app/features/journal/openings.server.ts';
import { sectionById } from '#app/features/timetable/section-list.server.ts';
import { failure, readForm } from '#app/lib/http.server.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Status } from '#app/ui/status.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `分班：${page?.section.title ?? ''} · 社区学院` },
];

export const handle: PageHandle = {
  width: 'wide',
  breadcrumb: (page) => {
    const { section } = page as Awaited<ReturnType<typeof loader>>;
    return [...adminCrumbs('sections'), { label: section.title, href: `/admin/sections/${section.id}` }];
  },
};

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'registrar', 'academy-admin');
  const section = await sectionById(context.db, params.sectionId ?? '');
  if (!section) throw failure(request, 404, { message: '没有找到这个班。' });
  const desk = await formationDesk(context.db, { sectionId: section.id, now: context.now() });
  await noteOpened(context.db, {
    actor,
    action: 'section.roster-read',
    subject: ['section', section.id],
    concerns: null,
    now: context.now(),
  });
  const told = new URL(request.url).searchParams;
  return {
    section,
    desk,
    usual: usualSettings(section.school),
    told: { done: told.get('done'), n: Number(told.get('n')) || 0, batch: told.get('batch') },
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'registrar', 'academy-admin');
  const section = await sectionById(context.db, params.sectionId ?? '');
  if (!section) throw failure(request, 404, { message: '没有找到这个班。' });
  const form = await readForm(request);
  const sent = {
    fields: Object.fromEntries([...form].map(([name, value]) => [name, String(value)])),
    people: form.getAll('people').map(String),
  };
  const read = readDeed(form);
  if (!read) throw failure(request, 400);
  if ('errors' in read) return data({ ...sent, errors: read.errors }, 400);
  const outcome = await doDeed(context.db, {
    actor,
    sectionId: section.id,
    deed: read.deed,
    seed: randomBytes(16).toString('hex'),
    now: context.now(),
  });
  if (!outcome.ok) return data({ ...sent, errors: [outcome.error] }, 409);
  throw redirect(`/admin/sections/${section.id}/classes?${new URLSearchParams(outcome.told)}`, 303);
}

export default function SectionClasses() {
  const { section, desk, usual, told } = useLoaderData<typeof loader>();
  const sent: SentForm = useActionData<typeof action>() ?? { fields: {}, people: [], errors: [] };
  const address = `/admin/sections/${section.id}/classes`;
  const { formation, arranged } = desk;
  return (
    <>
      <ErrorSummary
        errors={sent.errors.map(({ field, message }) => (field ? { field, message } : { message }))}
        title="没有改动"
      />
      {sent.errors.length === 0 ? <DoneNotice address={address} told={told} /> : null}
      <PageTitle
        eyebrow={section.title}
        title="分班"
        lead={
          formation && arranged
            ? `${desk.people} 人，${arranged.cohorts.length} 个班，${arranged.cohorts.flatMap(({ groups }) => groups).length} 个组。`
            : `${desk.people} 人选上，${desk.goalsSaid} 人说了学习目标。`
        }
        actions={
          formation ? (
            <>
              <Status tone={formation.confirmedAt ? 'done' : 'attention'}>
                {formation.confirmedAt ? '已确认' : '还没有确认'}
              </Status>
              <a className="link-target" href={`/teach/sections/${section.id}/classes`}>
                打印名单
              </a>
            </>
          ) : undefined
        }
      />
      {desk.people === 0 ? (
        <EmptyState title="还没有人选这个班">
          <p>有人选上以后再来分班。</p>
        </EmptyState>
      ) : formation && arranged ? (
        <ClassesBoard address={address} formation={formation} desk={desk} arranged={arranged} sent={sent} />
      ) : (
        <FormationStart usual={usual} desk={desk} sent={sent} />
      )}
    </>
  );
}
