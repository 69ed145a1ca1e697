import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { addQuestion } from '#app/features/exercises/bank.server.ts';
import { QuestionForm } from '#app/features/exercises/parts/question-form.tsx';
import { answerLists, emptyForm, kindIn, wordsIn } from '#app/features/exercises/question-form.ts';
import { kindNames, questionOf } from '#app/features/exercises/question-words.rules.ts';
import { questionKinds } from '#app/features/exercises/questions.schema.ts';
import { formFields, readForm } from '#app/lib/http.server.ts';
import { bankAt } from '#app/shell/bank-gate.server.ts';
import { teachingCrumbs } from '#app/shell/teaching-crumbs.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Tabs } from '#app/ui/tabs.tsx';

export const meta: MetaFunction = () => [{ title: '加一道题 · 社区学院' }];
export const handle = {
  breadcrumb: teachingCrumbs('exercises'),
};

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { course } = await bankAt(request, context, params.code);
  return { course, kind: kindIn(new URL(request.url).searchParams.get('kind')) };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { actor, course } = await bankAt(request, context, params.code);
  const kind = kindIn(new URL(request.url).searchParams.get('kind'));
  const sent = formFields(await readForm(request), answerLists);
  const worded = questionOf(wordsIn(sent, kind), course.objectives.length);
  if (!worded.ok) return data({ ...sent, errors: worded.problems }, 400);
  const { question } = worded;
  const added = await addQuestion(context.db, { actor, courseId: course.id, question, now: context.now() });
  const there = { field: 'stem', message: '题库里已经有这道题了。可以去改它，或者换个问法。' };
  if (!added.ok) return data({ ...sent, errors: [there] }, 409);
  throw redirect(`/teach/courses/${course.code}/questions?done=added#${added.questionId}`, 303);
}

export default function NewQuestion() {
  const { course, kind } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const back = `/teach/courses/${course.code}/questions`;
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="这道题还不能收进题库" />
      <PageTitle eyebrow={course.title} title="加一道题" lead="先选哪一种题，再写。" />
      <Tabs
        label="题型"
        tabs={questionKinds.map((each) => ({
          label: kindNames[each],
          href: `${back}/new?kind=${each}`,
          current: each === kind,
        }))}
      />
      <QuestionForm
        kind={kind}
        objectives={course.objectives}
        sent={sent ?? emptyForm}
        errors={sent?.errors ?? []}
        submit="收进题库"
        back={back}
      />
    </>
  );
}
