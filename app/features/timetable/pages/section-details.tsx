import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { communityChoices } from '#app/features/organisation/community-choices.server.ts';
import { engagedTeachers } from '#app/features/teachers/library.server.ts';
import { SectionTabs } from '#app/features/timetable/parts/section-tabs.tsx';
import { WhoMayTakeFields } from '#app/features/timetable/parts/who-may-take-fields.tsx';
import { sectionDetailsForm } from '#app/features/timetable/section-details.schema.ts';
import { sectionSheet } from '#app/features/timetable/section-sheet.server.ts';
import { whoMayTake } from '#app/features/timetable/who-may-take.server.ts';
import { fieldOf, formErrors } from '#app/lib/form-answer.ts';
import { failure, formFields, readForm } from '#app/lib/http.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { changeSection } from '#app/shell/section-changes.server.ts';
import { Button } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { TextArea, TextField } from '#app/ui/text-field.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `资料：${page?.section.title ?? '班'} · 社区学院` },
];

export const handle = { width: 'wide', breadcrumb: adminCrumbs('sections') };

export async function loader({ request, context: { db }, context, params }: LoaderFunctionArgs) {
  await requireRole(request, context, 'registrar', 'academy-admin');
  const section = await sectionSheet(db, params.sectionId ?? '', dayOf(context.now()));
  if (!section) throw failure(request, 404, { message: '没有找到这个班。' });
  const planned = section.state === 'planned';
  const [teachers, communities, who] = await Promise.all([
    engagedTeachers(db),
    planned ? communityChoices(db, dayOf(context.now())) : [],
    planned ? whoMayTake(db, section.id, dayOf(context.now())) : null,
  ]);
  return {
    section,
    teachers: teachers.map(({ id, name, headline }) => ({ value: id, label: `${name}（${headline}）` })),
    communities,
    who,
    told: new URL(request.url).searchParams.get('told'),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'registrar', 'academy-admin');
  const sectionId = params.sectionId ?? '';
  const sent = formFields(await readForm(request), ['audience', 'communities']);
  const form = sectionDetailsForm.safeParse({ ...sent.fields, ...sent.lists });
  if (!form.success) return data({ ...sent, errors: formErrors(form.error) }, 400);
  const outcome = await changeSection(context.db, { actor, sectionId, form: form.data, now: context.now() });
  if (outcome.ok) throw redirect(`/admin/sections/${sectionId}/details?told=${outcome.told}`, 303);
  if (outcome.reason === 'not-found') throw failure(request, 404, { message: '没有找到这个班。' });
  if (outcome.reason === 'problems') return data({ ...sent, errors: outcome.problems }, 409);
  return data({ ...sent, errors: [{ message: refusals[outcome.reason] }] }, 409);
}

const refusals = {
  closed: '这个班已经结束，资料不能再改。',
  opened: '这个班已经开班，面向谁不能再改：已经有人按原来的说明选了。其他的可以改。',
};

export default function SectionDetails() {
  const { section, told } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const open = section.state === 'planned' || section.state === 'open';
  return (
    <>
      <ErrorSummary errors={answer?.errors ?? []} title="没有保存" />
      {told !== null && !answer ? (
        <Notice
          tone="success"
          title={Number(told) > 0 ? '已保存，换老师的事已通知班里的人。' : '已保存。'}
          announce
        />
      ) : null}
      <PageTitle eyebrow={section.title} title="资料" />
      <SectionTabs sectionId={section.id} current="/details" />
      {open ? (
        <DetailsForm />
      ) : (
        <EmptyState title="这个班已经结束">
          <p>资料留着备查，不能再改。</p>
        </EmptyState>
      )}
    </>
  );
}

function DetailsForm() {
  const { section, teachers, communities, who } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const field = fieldOf(answer, {
    title: section.title,
    teacher: section.teacherId ?? '',
    headTeacher: section.headTeacher?.username ?? '',
    minSize: String(section.minSize),
    note: section.note,
  });
  const { headTeacher } = section;
  const ageFrom = who?.eligibility.find(({ kind }) => kind === 'age-from')?.value ?? '';
  const places = who?.eligibility.filter(({ kind }) => kind === 'community').map(({ value }) => value) ?? [];
  return (
    <form className="form form-pairs" method="post">
      <TextField {...field('title')} label="班名" />
      <TextField {...field('minSize')} label="最少人数" type="number" min={1} width="short" />
      <SelectField
        {...field('teacher')}
        label="老师"
        optional
        options={teachers}
        placeholder="以后再定"
        hint="换老师会通知班里的人。"
      />
      <TextField
        {...field('headTeacher')}
        label="班主任"
        optional
        hint={headTeacher ? `现在是${headTeacher.name}。写姓名或用户名。` : '写姓名或用户名。'}
      />
      <div className="form-wide">
        <TextArea {...field('note')} label="给学员的说明" optional rows={2} />
      </div>
      {who ? (
        <WhoMayTakeFields
          audience={answer?.lists.audience ?? who.audience}
          communities={answer?.lists.communities ?? places}
          ageFrom={answer ? (answer.fields.ageFrom ?? '') : ageFrom}
          communityChoices={communities}
          errors={(name) => field(name).error}
        />
      ) : null}
      <div className="actions">
        <Button type="submit" tone="primary">
          保存
        </Button>
      </div>
    </form>
  );
}
