import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireActor } from '#app/features/identity/gate.server.ts';
import {
  correctable,
  correctableNames,
  correctionStateNames,
  correctionStateTones,
} from '#app/features/privacy/corrections.rules.ts';
import { correctionForm } from '#app/features/privacy/corrections.schema.ts';
import { askCorrection, ownCorrections } from '#app/features/privacy/corrections.server.ts';
import { policy } from '#app/features/privacy/policy.rules.ts';
import { type FormAnswer, fieldOf, formErrors } from '#app/lib/form-answer.ts';
import { doneIn, readFields } from '#app/lib/http.server.ts';
import { formatDate, formatMoment } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { Button } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Status } from '#app/ui/status.tsx';
import { TextArea, TextField } from '#app/ui/text-field.tsx';
import { useSpoken } from '#app/ui/view.tsx';

export const meta: MetaFunction = () => [{ title: '请学院更正 · 社区学院' }];

export const handle: PageHandle = {
  width: 'reading',
  breadcrumb: [
    { label: '我的', href: '/me' },
    { label: '我的资料', href: '/me/data' },
  ],
};

const doneWords = { asked: '收到了。办好了会通知你。' };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { personId } = await requireActor(request, context);
  const corrections = await ownCorrections(context.db, personId ?? '');
  return { corrections, days: policy.correctWithinWorkingDays, done: doneIn(request, doneWords) };
}

/** Asks for a correction. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const fields = await readFields(request);
  const form = correctionForm.safeParse(fields);
  if (!form.success) {
    const answer: FormAnswer = { fields, errors: formErrors(form.error) };
    return data(answer, 400);
  }
  const outcome = await askCorrection(context.db, { actor, correction: form.data, now: context.now() });
  if (outcome.ok) throw redirect('/me/data/corrections?done=asked', 303);
  const message = '已经有 5 份在等处理，这份没有收下。请等前面的办好，或者直接找教务。';
  const answer: FormAnswer = { fields, errors: [{ message }] };
  return data(answer, 409);
}

export default function MyCorrections() {
  const { corrections, days, done } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const spoken = useSpoken();
  const field = fieldOf(sent);
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="没有提交" />
      {done && !sent ? <Notice tone="success" title={spoken(done)} announce /> : null}
      <PageTitle
        title="请学院更正"
        lead={`姓名、岗位这些由教务登记，写错了在这里说，${days} 个工作日内答复。`}
      />
      <form className="form" method="post">
        <RadioGroup
          name="what"
          label="哪里不对"
          value={sent?.fields.what}
          error={field('what').error}
          choices={correctable.map((value) => ({ value, label: correctableNames[value] }))}
        />
        <TextField
          {...field('wish')}
          label="应该是什么"
          hint="读音写拼音字母，年龄段写成 60-64 这样。"
          maxLength={200}
        />
        <TextArea {...field('words')} label="说明" optional rows={3} maxLength={1000} />
        <div className="actions">
          <Button tone="primary">提交</Button>
        </div>
      </form>
      {corrections.length > 0 ? (
        <Section title="提过的">
          <Stack>
            {corrections.map(({ id, what, wish, state, askedAt, dueOn, decision }) => (
              <Card
                key={id}
                title={`${correctableNames[what]}：${wish}`}
                aside={<Status tone={correctionStateTones[state]}>{correctionStateNames[state]}</Status>}
              >
                <p className="quiet">
                  {formatMoment(askedAt)} 提交{decision ? null : `，${formatDate(dueOn)}前答复`}
                </p>
                {decision ? (
                  <p className="whitespace-pre-line">
                    教务，{formatMoment(decision.at)}：{decision.words}
                  </p>
                ) : null}
              </Card>
            ))}
          </Stack>
        </Section>
      ) : null}
    </>
  );
}
