import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { disputeForm } from '#app/features/assisting/consent.schema.ts';
import { type Deed, deedFor } from '#app/features/assisting/deeds.server.ts';
import { dispute } from '#app/features/assisting/disputes.server.ts';
import { DeedFacts } from '#app/features/assisting/parts/deed-facts.tsx';
import { badForm, refusedForm } from '#app/features/assisting/sent-form.ts';
import { disputedWords } from '#app/features/assisting/words.rules.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { failure, formWords, readForm } from '#app/lib/http.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { TextArea } from '#app/ui/text-field.tsx';
import { useSpoken } from '#app/ui/view.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.deed.title ?? '别人替我办的事'} · 社区学院` },
];

export const handle: PageHandle = {
  breadcrumb: [
    { label: '我的', href: '/me' },
    { label: '别人替我办的事', href: '/me/assisted' },
  ],
};

const unknown = '没有找到这条记录。';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const { consentId = '' } = params;
  const deed = await deedFor(context.db, { consentId, personId: actor.personId ?? '' });
  if (!deed) throw failure(request, 404, { message: unknown });
  return { deed, done: disputedWords(new URL(request.url).searchParams.get('done')) };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const { consentId = '' } = params;
  const fields = formWords(await readForm(request));
  if (!(await deedFor(context.db, { consentId, personId: actor.personId ?? '' })))
    throw failure(request, 404, { message: unknown });
  const form = disputeForm.safeParse(fields);
  if (!form.success) return data(badForm(fields, form.error), 400);
  const said = { actor, consentId, by: 'person', ...form.data, now: context.now() } as const;
  const outcome = await dispute(context.db, said);
  if (outcome.outcome === 'not-found') throw failure(request, 404, { message: unknown });
  if (outcome.outcome === 'already')
    return data(refusedForm(fields, { what: '你已经说过了，教务看得到。', next: '不用再说一次。' }), 409);
  throw redirect(
    `/me/assisted/${consentId}?done=${outcome.still ?? (outcome.undone ? 'undone' : 'noted')}`,
    303,
  );
}

export default function MyAssistedDeed() {
  const { deed, done } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const spoken = useSpoken();
  return (
    <>
      <ErrorSummary
        errors={(sent?.errors ?? []).map((one) => ({ ...one, message: spoken(one.message) }))}
        title="没有记下"
      />
      {done && !sent ? <Notice tone="success" title={spoken(done)} announce /> : null}
      <PageTitle eyebrow="别人替我办的事" title={deed.title} />
      <DeedFacts deed={deed} own />
      {deed.standing && deed.standing !== 'fixed' ? <Leaving deed={deed} /> : null}
      {deed.dispute ? null : <Objecting deed={deed} />}
    </>
  );
}

function Leaving({ deed }: { deed: Pick<Deed, 'sectionId' | 'standing'> }) {
  if (deed.standing === 'applied')
    return (
      <Section title="同意过，现在改主意了">
        <p>截止以前可以撤回，不用说原因；撤回以后还可以自己再报，票号不变。</p>
        <div className="actions">
          <PostButton action="/me/application" fields={{ means: 'withdraw' }}>
            撤回报名
          </PostButton>
          <ButtonLink href="/me/application">看报了什么，改一改</ButtonLink>
        </div>
      </Section>
    );
  const enrolled = deed.standing === 'enrolled';
  return (
    <Section title="同意过，现在改主意了">
      <p>{enrolled ? '可以退选，不用说原因。名额会转给候补的人。' : '可以退出候补。再候补要重新排队。'}</p>
      <div className="actions">
        <PostButton action={`/sections/${deed.sectionId}/withdrawal`}>
          {enrolled ? '退选' : '退出候补'}
        </PostButton>
      </div>
    </Section>
  );
}

function Objecting({ deed }: { deed: Pick<Deed, 'consentId' | 'standing'> }) {
  const sent = useActionData<typeof action>();
  const spoken = useSpoken();
  return (
    <Section title={spoken('不是你同意的')}>
      <p className="mb-4">
        {spoken(
          deed.standing && deed.standing !== 'fixed'
            ? '点下面的按钮，马上替你退出来，教务会来问清楚。不用怕麻烦谁。'
            : '点下面的按钮，教务会来问清楚。不用怕麻烦谁。',
        )}
      </p>
      <form className="form" method="post" action={`/me/assisted/${deed.consentId}`}>
        <TextArea
          name="words"
          label="想说的话"
          optional
          rows={2}
          maxLength={200}
          defaultValue={sent?.fields.words}
          error={sent?.errors.find(({ field }) => field === 'words')?.message}
        />
        <div className="actions">
          <Button type="submit">这不是我同意的</Button>
        </div>
      </form>
    </Section>
  );
}
