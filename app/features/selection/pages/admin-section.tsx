import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { assistedIn } from '#app/features/assisting/class-list.server.ts';
import { missingForOpening } from '#app/features/catalogue/five-ones.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { endLines } from '#app/features/selection/line-ends.server.ts';
import { changeCapacity } from '#app/features/selection/offers.server.ts';
import { AdminSectionActions } from '#app/features/selection/parts/admin-section-actions.tsx';
import { rosterOf, seatsOf, waitlistOf } from '#app/features/selection/reading.server.ts';
import { type SectionChange, sectionChange } from '#app/features/selection/section-change.schema.ts';
import { sectionStates } from '#app/features/timetable/parts/section-states.ts';
import { sectionById } from '#app/features/timetable/section-list.server.ts';
import { daysWords } from '#app/features/timetable/section-words.rules.ts';
import { closeSection, openSection } from '#app/features/timetable/sections.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { failure, readForm } from '#app/lib/http.server.ts';
import { formatMoment, formatShortDate } from '#app/lib/time.ts';
import { fiveOneNames } from '#app/lib/vocabulary.ts';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Columns } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { SeatBar } from '#app/ui/seat-bar.tsx';
import { Status } from '#app/ui/status.tsx';
import { Table } from '#app/ui/table.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.section.title ?? '班'} · 社区学院` },
];

export const handle = {
  width: 'wide',
  breadcrumb: [
    { label: '教务', href: '/admin' },
    { label: '班级', href: '/admin/sections' },
  ],
};

const nobody: Record<string, string> = {};

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireRole(request, context, 'registrar', 'academy-admin');
  const sectionId = params.sectionId ?? '';
  const section = await sectionById(context.db, sectionId);
  if (!section) throw failure(request, 404, { message: '没有找到这个班。' });
  const [seats, roster, waitlist, missing, assisted] = await Promise.all([
    seatsOf(context.db, [sectionId]),
    rosterOf(context.db, sectionId),
    waitlistOf(context.db, sectionId),
    // Before it is open nobody can be in it, and afterwards nothing can be missing.
    section.state === 'planned' ? missingForOpening(context.db, section.courseVersionId) : [],
    section.state === 'planned' ? nobody : assistedIn(context.db, sectionId),
  ]);
  return {
    section,
    seats: seats.get(sectionId) ?? { capacity: 0, taken: 0 },
    roster,
    waitlist,
    missing,
    assisted,
    saved: new URL(request.url).searchParams.has('saved'),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'registrar', 'academy-admin');
  const sectionId = params.sectionId ?? '';
  const form = sectionChange.safeParse(Object.fromEntries(await readForm(request)));
  if (!form.success)
    return data(
      { field: String(form.error.issues[0]?.path[0] ?? ''), message: form.error.issues[0]?.message ?? '' },
      400,
    );
  const refused = await apply(context, { actor, sectionId, change: form.data });
  if (refused === 'not-found') throw failure(request, 404, { message: '没有找到这个班。' });
  if (refused) return data({ field: 'capacity', message: refused }, 409);
  throw redirect(`/admin/sections/${sectionId}?saved`, 303);
}

/** Null when done; otherwise why not. */
async function apply(
  { db, now }: RequestContext,
  { actor, sectionId, change }: { actor: Actor; sectionId: string; change: SectionChange },
): Promise<string | null> {
  if (change.means === 'open') {
    const opened = await openSection(db, { actor, sectionId, now: now() });
    if (opened.ok) return null;
    return opened.reason === 'not-found'
      ? 'not-found'
      : `五个一还差：${opened.missing.map((item) => fiveOneNames[item]).join('、')}。补齐以后才能开班。`;
  }
  if (change.means === 'capacity') {
    const changed = await changeCapacity(db, { actor, sectionId, capacity: change.capacity, now: now() });
    if (changed.ok) return null;
    return changed.reason === 'not-found' ? 'not-found' : '名额不能少于已经选上和等待确认的人数。';
  }
  await closeSection(db, { actor, sectionId, kind: 'ended', reason: change.reason, now: now() });
  await endLines(db, { sectionId, now: now() });
  return null;
}

export default function AdminSection() {
  const { section, seats, missing, saved } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const state = sectionStates[section.state];
  return (
    <>
      <ErrorSummary
        errors={refused ? [{ field: refused.field, message: refused.message }] : []}
        title="没有保存"
      />
      {saved && !refused ? <Notice tone="success" title="已保存。" announce /> : null}
      <PageTitle
        eyebrow={section.code}
        title={section.title}
        lead={<Status tone={state.tone}>{state.word}</Status>}
      />
      <Columns
        aside={
          <AdminSectionActions
            section={section}
            seats={seats}
            missing={missing}
            error={refused ?? undefined}
          />
        }
      >
        <DescriptionList
          facts={[
            [
              '课程',
              <a key="course" href={`/courses/${section.courseCode}`}>
                {section.courseTitle}
              </a>,
            ],
            ['学期', section.termName],
            ['老师', section.teacherName ?? '没有定'],
            ['起止', daysWords(section.startsOn, section.endsOn)],
            ['名额', <SeatBar key="seats" {...seats} />],
          ]}
        />
        <Lists />
      </Columns>
    </>
  );
}

function Lists() {
  const { roster, waitlist, assisted } = useLoaderData<typeof loader>();
  return (
    <>
      <Section title={`名单（${roster.length} 人）`}>
        <Table
          caption="名单，按姓名"
          captionHidden
          rows={roster}
          rowKey={(line) => line.enrolmentId}
          empty="还没有人选。"
          columns={[
            {
              key: 'name',
              label: '姓名',
              head: true,
              render: (line) => <a href={`/admin/people/${line.personId}`}>{line.name}</a>,
            },
            {
              key: 'since',
              label: '选上',
              render: (line) => since(line.enrolledAt, assisted[line.enrolmentId]),
            },
            {
              key: 'done',
              label: '结业',
              render: (line) => (line.completedAt ? formatShortDate(line.completedAt) : '—'),
            },
          ]}
        />
      </Section>
      {waitlist.length > 0 ? (
        <Section title={`候补（${waitlist.length} 人）`}>
          <Table
            caption="候补，按先后"
            captionHidden
            rows={waitlist}
            rowKey={(line) => line.entryId}
            columns={[
              { key: 'name', label: '姓名', head: true, render: (line) => line.name },
              {
                key: 'since',
                label: '排进',
                render: (line) => since(line.joinedAt, assisted[line.entryId]),
              },
              {
                key: 'offer',
                label: '名额',
                render: (line) =>
                  line.offerExpiresAt ? `已通知，${formatMoment(line.offerExpiresAt)} 前确认` : '在等',
              },
            ]}
          />
        </Section>
      ) : null}
    </>
  );
}

/** When, and by which liaison where somebody did not choose themselves. */
function since(at: string, liaison: string | undefined): string {
  return liaison ? `${formatMoment(at)}，${liaison} 代选` : formatMoment(at);
}
