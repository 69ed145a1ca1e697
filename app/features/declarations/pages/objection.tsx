import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { categoryNames } from '#app/features/credits/category-names.server.ts';
import { categoryWords } from '#app/features/credits/category-words.rules.ts';
import { objectionForm } from '#app/features/declarations/declaration.schema.ts';
import { hasObjected, objectTo } from '#app/features/declarations/objecting.server.ts';
import { UnknownYears } from '#app/features/declarations/parts/unknown-years.tsx';
import { publicItem } from '#app/features/declarations/publicity.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { type FormAnswer, fieldOf, formErrors } from '#app/lib/form-answer.ts';
import { failure, readFields } from '#app/lib/http.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatDate } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { Button } from '#app/ui/button.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { TextArea } from '#app/ui/text-field.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `公示：${page?.title ?? ''} · 社区学院` },
];
export const handle: PageHandle = { width: 'reading', breadcrumb: [{ label: '公示', href: '/publicity' }] };

const notFound = { message: '没有找到这一项公示，或者公示已经结束。' };

/** Open to everybody who is signed in. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const { db } = context;
  const { personId: reader } = actor;
  const publicityId = params.publicityId ?? '';
  const item = await publicItem(db, { publicityId, now: context.now() });
  if (!item) throw failure(request, 404, notFound);
  const { personId, declarationId: _, ...shown } = item;
  return {
    ...shown,
    category: categoryWords(await categoryNames(db, context.now()), item.category),
    own: personId === reader,
    said: await hasObjected(db, { publicityId, personId: reader }),
  };
}

/** Raises an objection; nobody but the reviewers reads it. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const { db } = context;
  const fields = await readFields(request);
  const publicityId = params.publicityId ?? '';
  const now = context.now();
  if (!(await publicItem(db, { publicityId, now }))) throw failure(request, 404, notFound);
  const refused = (status: 400 | 409, errors: FormAnswer['errors']) => data({ fields, errors }, status);
  const form = objectionForm.safeParse(fields);
  if (!form.success) return refused(400, formErrors(form.error));
  const outcome = await objectTo(db, { actor, publicityId, words: form.data.words, now });
  if (outcome.ok) throw redirect('/publicity?done=objected', 303);
  if (outcome.reason === 'not-found') throw failure(request, 404, notFound);
  return refused(409, [{ message: refusals[outcome.reason] }]);
}

const refusals = {
  own: '这是自己的申报，不用提异议。要撤回或更正，请联系教务。',
  over: '公示期已经过了，这次没有收下。还有问题，请直接告诉教务。',
  many: '已经有很多人提了异议，这一项停下来在核实，这次没有收下。核实以后继续公示的话，可以再提。',
};

export default function Objection() {
  const item = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="没有提交" />
      <PageTitle eyebrow={item.category} title={item.title} lead={`公示到 ${formatDate(item.endsOn)}。`} />
      <DescriptionList
        facts={[
          ['姓名', item.personName],
          ['社区', item.communityName ?? '—'],
          ['学分', formatHundredths(item.amount)],
          ['公示', `${formatDate(item.startsOn)}到 ${formatDate(item.endsOn)}`],
          item.objected && ['现在', '有人提出异议，正在核实'],
        ]}
      />
      <UnknownYears years={item.unknownYears} />
      <ObjectionForm />
    </>
  );
}

function ObjectionForm() {
  const { own, said } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  if (own) return <Notice title="这是自己的申报" />;
  if (said) return <Notice title="异议已经收到">审核员会核实，结果会通知提出的人。</Notice>;
  return (
    <Section title="提异议">
      <form className="form" method="post">
        <TextArea
          {...fieldOf(sent)('words')}
          label="有什么异议，根据是什么"
          hint="审核员会看到是谁写的，别人都看不到。处理以前，这一项先不计入。"
          rows={5}
          maxLength={2000}
        />
        <div className="actions">
          <Button tone="primary">提交异议</Button>
        </div>
      </form>
    </Section>
  );
}
