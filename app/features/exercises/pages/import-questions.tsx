import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { uploadWords } from '#app/features/exercises/import-words.ts';
import { keepSheet } from '#app/features/exercises/question-import.server.ts';
import { bankAt } from '#app/shell/bank-gate.server.ts';
import { teachingCrumbs } from '#app/shell/teaching-crumbs.ts';
import { uploadedSheet } from '#app/shell/uploaded-sheet.server.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FileField } from '#app/ui/file-field.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';

export const meta: MetaFunction = () => [{ title: '从 Excel 导入题目 · 社区学院' }];
export const handle = {
  breadcrumb: teachingCrumbs('exercises'),
};

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { course } = await bankAt(request, context, params.code);
  return { course };
}

/** Takes one sheet and leads to what it would do. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { actor, course } = await bankAt(request, context, params.code);
  const { file } = await uploadedSheet(request);
  if (!file) return data({ message: '请先选一个文件。' }, 400);
  const kept = await keepSheet(context.db, { actor, course, file, now: context.now() });
  if (!kept.ok) return data({ message: uploadWords(kept) }, 400);
  throw redirect(`/teach/courses/${course.code}/questions/imports/${kept.importId}`, 303);
}

export default function ImportQuestions() {
  const { course } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const here = `/teach/courses/${course.code}/questions`;
  return (
    <>
      <ErrorSummary errors={sent ? [{ field: 'sheet', message: sent.message }] : []} title="这份表没有收下" />
      <PageTitle
        eyebrow={course.title}
        title="从 Excel 导入题目"
        lead="先传上来看一遍，每一行会怎样都告诉你，确认以后才收进题库。"
      />
      <form className="form" method="post" encType="multipart/form-data">
        <FileField
          name="sheet"
          label="题目表"
          hint="Excel、WPS 的 .xlsx，或者 CSV，不超过 10 MB、2000 道题。列名上面有标题也没关系。"
          accept=".xlsx,.csv,.txt"
          error={sent?.message}
        />
        <div className="actions">
          <Button type="submit" tone="primary">
            传上来看一遍
          </Button>
          <ButtonLink href={`${here}/template.xlsx`}>下载模板</ButtonLink>
        </div>
      </form>
      <Section title="表里怎么写">
        <ul className="prose">
          <li>列名写在一行里：题型、题目、选项A 到选项H、答案、解析、对应目标。解析可以不写。</li>
          <li>题型写单选、多选、判断、填空、排序或交文件。</li>
          <li>答案：单选写 B，多选写 ACD，判断写对或错，填空把可以接受的答案用分号隔开。</li>
          <li>排序题把步骤按正确的先后写在选项里，答案空着。</li>
          <li>交文件的题没有选项和答案，解析写交什么样的算对，由老师来看。</li>
          <li>
            对应目标写数字：
            {course.objectives.map((words, place) => `${place + 1} ${words}`).join('；')}。
          </li>
        </ul>
      </Section>
    </>
  );
}
