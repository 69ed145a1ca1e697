import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { changeQuestion, questionOfBank, setRetired } from '#app/features/exercises/bank.server.ts';
import { QuestionForm } from '#app/features/exercises/parts/question-form.tsx';
import { answerLists, fieldsOf, wordsIn } from '#app/features/exercises/question-form.ts';
import { kindNames, questionOf, wordsOf } from '#app/features/exercises/question-words.rules.ts';
import { failure, formFields, readForm } from '#app/lib/http.server.ts';
import { bankAt } from '#app/shell/bank-gate.server.ts';
import { teachingCrumbs } from '#app/shell/teaching-crumbs.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';

export const meta: MetaFunction = () => [{ title: '改一道题 · 社区学院' }];
export const handle = {
  breadcrumb: teachingCrumbs('exercises'),
};

const notFound = { message: '题库里没有找到这道题。' };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { course } = await bankAt(request, context, params.code);
  const asked = { courseId: course.id, questionId: params.questionId ?? '' };
  const question = await questionOfBank(context.db, asked);
  if (!question) throw failure(request, 404, notFound);
  return { course, question };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { actor, course } = await bankAt(request, context, params.code);
  const { db } = context;
  const now = context.now();
  const asked = { courseId: course.id, questionId: params.questionId ?? '' };
  const sent = formFields(await readForm(request), answerLists);
  const before = await questionOfBank(db, asked);
  if (!before) throw failure(request, 404, notFound);
  const bank = `/teach/courses/${course.code}/questions`;
  const { means } = sent.fields;
  if (means === 'retire' || means === 'restore') {
    await setRetired(db, { actor, ...asked, retired: means === 'retire', now });
    throw redirect(`${bank}?done=${means}d`, 303);
  }
  const worded = questionOf(wordsIn(sent, before.kind), course.objectives.length);
  if (!worded.ok) return data({ ...sent, errors: worded.problems }, 400);
  await changeQuestion(db, { actor, ...asked, question: worded.question, now });
  throw redirect(`${bank}?done=changed#${asked.questionId}`, 303);
}

export default function EditQuestion() {
  const { course, question } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const bank = `/teach/courses/${course.code}/questions`;
  const retired = question.retiredAt !== null;
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="还没有保存" />
      <PageTitle
        eyebrow={`${course.title} · ${kindNames[question.kind]}`}
        title="改一道题"
        lead="改了以后抽到的是新的。已经抽到这道题的答卷不变，分数也不变。"
      />
      <QuestionForm
        kind={question.kind}
        objectives={course.objectives}
        sent={sent ?? fieldsOf(wordsOf(question))}
        errors={sent?.errors ?? []}
        submit="保存"
        back={bank}
      />
      <div className="actions">
        <p className="quiet">
          {retired ? '这道题停用了，不会再抽到。' : '不想再考这道题，可以停用，以后随时恢复。'}
        </p>
        <PostButton action={`${bank}/${question.id}`} fields={{ means: retired ? 'restore' : 'retire' }}>
          {retired ? '恢复使用' : '停用这道题'}
        </PostButton>
      </div>
    </>
  );
}
