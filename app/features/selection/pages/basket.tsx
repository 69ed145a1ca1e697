import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { type BasketCheck, MOST_IN_BASKET } from '#app/features/selection/basket.rules.ts';
import { chooseBasket } from '#app/features/selection/basket-choice.server.ts';
import { basketOf } from '#app/features/selection/basket-reading.server.ts';
import { limitWords, resultWords } from '#app/features/selection/basket-words.rules.ts';
import { BasketCard, RemovalForms } from '#app/features/selection/parts/basket-card.tsx';
import { BasketResults } from '#app/features/selection/parts/basket-results.tsx';
import { basketForm, removedParameter } from '#app/features/selection/selection.schema.ts';
import { readForm } from '#app/lib/http.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { CardGrid, Stack } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { useSpoken } from '#app/ui/view.tsx';

export const meta: MetaFunction = () => [{ title: '选课单 · 社区学院' }];

export const handle: PageHandle = {
  breadcrumb: [
    { label: '我的', href: '/me' },
    { label: '我的课', href: '/me/courses' },
  ],
};

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const { items, terms } = await basketOf(context.db, { personId: actor.personId ?? '', now: context.now() });
  return { items, terms, removed: removedParameter.parse(new URL(request.url).searchParams.get('removed')) };
}

const nothingTicked = '还没有勾选任何一个班。勾好想要的，再选一次。';

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const sent = await readForm(request);
  const form = basketForm.safeParse({ section: sent.getAll('section'), waitlist: sent.getAll('waitlist') });
  if (!form.success) return data({ error: form.error.issues[0]?.message ?? nothingTicked, results: [] }, 400);
  const { section: sectionIds, waitlist: waitlistIds } = form.data;
  if (sectionIds.length + waitlistIds.length === 0) return data({ error: nothingTicked, results: [] }, 400);
  const results = await chooseBasket(context.db, {
    actor,
    personId: actor.personId ?? '',
    sectionIds,
    waitlistIds,
    now: context.now(),
  });
  const told = results.map((each) => ({
    sectionId: each.sectionId,
    title: each.title,
    ...resultWords(each),
  }));
  return data({ error: null, results: told }, told.some(({ got }) => got) ? 200 : 409);
}

export default function Basket() {
  const { items, removed } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const spoken = useSpoken();
  return (
    <>
      <ErrorSummary errors={answer?.error ? [{ message: answer.error }] : []} title="还没有选" />
      {removed && !answer ? (
        <Notice
          tone="success"
          title="已从选课单里拿掉。"
          announce
          action={
            <PostButton action={`/sections/${removed}/basket-item`} fields={{ means: 'put-back' }}>
              放回去
            </PostButton>
          }
        />
      ) : null}
      <PageTitle title="选课单" lead={spoken(leadOf(items))} />
      <Stack gap={8}>
        <BasketResults results={answer?.results ?? []} />
        {items.length > 0 ? <Items /> : <Empty hasResults={(answer?.results.length ?? 0) > 0} />}
      </Stack>
    </>
  );
}

function leadOf(items: readonly { check: BasketCheck }[]): string {
  if (items.length === 0) return '先把想上的班放在一起，看清楚再一次选上。';
  if (items.every(isOut)) return `${items.length} 个班，现在都还不能选，原因写在每个班里。`;
  return `${items.length} 个班，每个都查过了。放在这里不占名额，勾好想要的，一次选上。`;
}

const isOut = ({ check }: { check: BasketCheck }) => check.state === 'cannot';

function Items() {
  const { items, terms } = useLoaderData<typeof loader>();
  const spoken = useSpoken();
  const canChoose = !items.every(isOut);
  return (
    <>
      <form method="post" action="/me/basket">
        <Stack gap={4}>
          {terms.map((term) => {
            const words = limitWords(term);
            return words ? <p key={term.termName}>{spoken(words)}</p> : null;
          })}
          <CardGrid>
            {items.map((item) => (
              <BasketCard key={item.id} item={item} />
            ))}
          </CardGrid>
          <div className="actions">
            {canChoose ? <Button tone="primary">选上勾好的</Button> : null}
            <ButtonLink href="/courses?open=1">再挑几个</ButtonLink>
          </div>
        </Stack>
      </form>
      <RemovalForms items={items} />
    </>
  );
}

function Empty({ hasResults }: { hasResults: boolean }) {
  return (
    <EmptyState
      title={hasResults ? '选课单已经空了' : '选课单里还没有班'}
      action={
        <>
          <ButtonLink tone="primary" href={hasResults ? '/me/courses' : '/courses?open=1'}>
            {hasResults ? '看我的课' : '去课程库挑'}
          </ButtonLink>
          {hasResults ? <ButtonLink href="/courses?open=1">再挑几个</ButtonLink> : null}
        </>
      }
    >
      <p>在课程页点“放进选课单”，班就会出现在这里，最多 {MOST_IN_BASKET} 个。</p>
    </EmptyState>
  );
}
