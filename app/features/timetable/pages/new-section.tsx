import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { engagedTeachers } from '#app/features/teachers/library.server.ts';
import { newSectionForm } from '#app/features/timetable/new-section.schema.ts';
import { planningChoices } from '#app/features/timetable/planning.server.ts';
import { readForm } from '#app/lib/http.server.ts';
import { modeNames, modes, sectionKindNames, sectionKinds } from '#app/lib/vocabulary.ts';
import { planSection } from '#app/shell/section-planning.server.ts';
import { Button } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { TextField } from '#app/ui/text-field.tsx';

export const meta: MetaFunction = () => [{ title: '排一个新班 · 社区学院' }];

export const handle = {
  breadcrumb: [
    { label: '教务', href: '/admin' },
    { label: '班级', href: '/admin/sections' },
  ],
};

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'registrar', 'academy-admin');
  const [choices, teachers] = await Promise.all([planningChoices(context.db), engagedTeachers(context.db)]);
  return {
    ...choices,
    teachers: teachers.map(({ id, name, headline }) => ({ value: id, label: `${name}（${headline}）` })),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'registrar', 'academy-admin');
  const fields = Object.fromEntries(await readForm(request)) as Record<string, string>;
  const form = newSectionForm.safeParse(fields);
  if (!form.success)
    return data(
      {
        fields,
        errors: form.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), message })),
      },
      400,
    );
  const planned = await planSection(context.db, { actor, form: form.data, now: context.now() });
  if (planned.ok) throw redirect(`/admin/sections/${planned.sectionId}`, 303);
  return data({ fields, errors: [refusals[planned.reason]] }, 409);
}

const refusals = {
  course: { field: 'course', message: '这门课还没有发布过版本，先到课程页发布。' },
  term: { field: 'term', message: '没有找到这个学期。' },
  recordings: {
    field: 'mode',
    message: '这门课还没有发布的录播，学员没有东西可看。先发布录播，或者改成线下上课。',
  },
  questions: {
    field: 'mode',
    message: '这门课的题库不到 10 题，出不了小测，看录播就记不了学分。先补足题目，或者改成线下上课。',
  },
};

type Field = (name: string) => { name: string; defaultValue?: string; error?: string };

export default function NewSection() {
  const sent = useActionData<typeof action>();
  const field: Field = (name) => ({
    name,
    defaultValue: sent?.fields[name],
    error: sent?.errors.find((error) => error.field === name)?.message,
  });
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} />
      <PageTitle title="排一个新班" lead="先排好，五个一齐了再开班。开班以前没有人能选。" />
      <form className="form form-pairs" method="post">
        <h2>什么课，谁来上</h2>
        <What field={field} />
        <h2>什么时候，在哪里</h2>
        <When field={field} />
        <div className="actions">
          <Button type="submit" tone="primary">
            排好这个班
          </Button>
        </div>
      </form>
    </>
  );
}

function What({ field }: { field: Field }) {
  const { courses, terms, teachers } = useLoaderData<typeof loader>();
  return (
    <>
      <SelectField {...field('course')} label="课程" options={courses} placeholder="请选择" />
      <SelectField {...field('term')} label="学期" options={terms} placeholder="请选择" />
      <TextField {...field('title')} label="班名" hint="比如：四方五步协商议事（周三晚班）" />
      <SelectField
        {...field('kind')}
        label="类型"
        options={sectionKinds.map((value) => ({ value, label: sectionKindNames[value] }))}
      />
      <SelectField
        {...field('mode')}
        label="上课方式"
        options={modes.map((value) => ({ value, label: modeNames[value] }))}
      />
      <SelectField {...field('teacher')} label="老师" optional options={teachers} placeholder="以后再定" />
      <TextField {...field('capacity')} label="名额" type="number" min={1} width="short" />
    </>
  );
}

function When({ field }: { field: Field }) {
  const { venues } = useLoaderData<typeof loader>();
  const withUsual = (name: string, usual: string) => {
    const { defaultValue = usual, ...rest } = field(name);
    return { ...rest, defaultValue };
  };
  return (
    <>
      <TextField
        {...field('startsOn')}
        label="开始日期"
        type="date"
        width="medium"
        hint="有课次时，就是第一次课的日期。"
      />
      <TextField {...field('endsOn')} label="结束日期" type="date" width="medium" />
      <TextField
        {...withUsual('meetings', '0')}
        label="课次"
        type="number"
        min={0}
        width="short"
        hint="每周一次，连上几次。纯录播的班写 0。"
      />
      <TextField {...field('firstAt')} label="上课时间" type="time" width="short" optional />
      <TextField {...withUsual('minutes', '90')} label="每次多少分钟" type="number" min={0} width="short" />
      <SelectField {...field('venue')} label="地点" optional options={venues} placeholder="没有或以后再定" />
    </>
  );
}
