import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { readBankQuery } from '#app/features/exercises/bank.schema.ts';
import { questionsOfBank } from '#app/features/exercises/bank.server.ts';
import { exercisesOfCourse } from '#app/features/exercises/exercises.server.ts';
import { QuestionTable } from '#app/features/exercises/parts/question-table.tsx';
import { kindNames } from '#app/features/exercises/question-words.rules.ts';
import { questionKinds } from '#app/features/exercises/questions.schema.ts';
import { bankAt } from '#app/shell/bank-gate.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { teachingCrumbs } from '#app/shell/teaching-crumbs.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { Filters } from '#app/ui/filters.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { SelectField } from '#app/ui/select-field.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `题库：${page?.course.title ?? ''} · 社区学院` },
];
export const handle: PageHandle = {
  width: 'wide',
  breadcrumb: teachingCrumbs('exercises'),
};

const PAGE_SIZE = 20;

const doneWords = {
  added: '收进题库了，下次抽题就可能抽到。',
  changed: '改好了。已经抽到它的答卷不变。',
  retired: '停用了，不会再抽到。已经抽到它的答卷不变。',
  restored: '恢复了，又可以抽到。',
};

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { course } = await bankAt(request, context, params.code);
  const { page, done, imported, ...view } = readBankQuery(new URL(request.url));
  const [shelf, exercises] = await Promise.all([
    questionsOfBank(context.db, { ...view, courseId: course.id, page, pageSize: PAGE_SIZE }),
    exercisesOfCourse(context.db, course.id),
  ]);
  const pools = Object.fromEntries(exercises.map(({ pool, title }) => [pool, title]));
  const told =
    imported !== null
      ? imported > 0
        ? `收进了 ${imported} 道题。`
        : '这份表里的题都已经在题库里，没有变动。'
      : done && doneWords[done];
  return { course, view, page, pools, ...shelf, told };
}

export default function Bank() {
  const { course, view, page, pools, questions, total, told } = useLoaderData<typeof loader>();
  const here = `/teach/courses/${course.code}/questions`;
  const chosen = [view.objective, view.kind, view.retired || null].filter((one) => one !== null).length;
  const address = (to: number) =>
    `${here}?${new URLSearchParams({
      ...(view.objective ? { objective: String(view.objective) } : {}),
      ...(view.kind ? { kind: view.kind } : {}),
      ...(view.retired ? { retired: '1' } : {}),
      page: String(to),
    })}`;
  return (
    <>
      {told ? <Notice tone="success" title={told} announce /> : null}
      <PageTitle
        eyebrow={course.title}
        title="题库"
        lead="小测从这里随机抽题，每个目标尽量都抽到。"
        actions={
          <>
            <ButtonLink href={`${here}/new`} tone="primary">
              加一道题
            </ButtonLink>
            <ButtonLink href={`${here}/import`}>从 Excel 导入</ButtonLink>
          </>
        }
      />
      <Filters action={here} chosen={chosen} clearHref={here}>
        <SelectField
          name="objective"
          label="目标"
          placeholder="全部目标"
          defaultValue={view.objective ?? ''}
          options={course.objectives.map((words, place) => ({
            value: String(place + 1),
            label: `${place + 1}. ${words}`,
          }))}
        />
        <SelectField
          name="kind"
          label="题型"
          placeholder="全部题型"
          defaultValue={view.kind ?? ''}
          options={questionKinds.map((kind) => ({ value: kind, label: kindNames[kind] }))}
        />
        <SelectField
          name="retired"
          label="状态"
          placeholder="正在用的"
          defaultValue={view.retired ? '1' : ''}
          options={[{ value: '1', label: '停用的' }]}
        />
      </Filters>
      {questions.length === 0 ? (
        <EmptyState title={chosen > 0 ? '没有符合的题' : '题库还是空的'}>
          <p>{chosen > 0 ? '换个筛选条件再看。' : '可以一道一道加，也可以从 Excel 一次导入。'}</p>
        </EmptyState>
      ) : (
        <QuestionTable code={course.code} questions={questions} pools={pools} />
      )}
      <ExportLink rows={total} unit="道题" />
      <Pagination page={page} pageSize={PAGE_SIZE} total={total} unit="道题" href={address} />
    </>
  );
}
