import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import { declarableKinds, type Kind, kindName } from '#app/features/declarations/declarable.rules.ts';
import { applyNewForm } from '#app/features/declarations/declaration-actions.server.ts';
import { DeclarationFields } from '#app/features/declarations/parts/declaration-form.tsx';
import { sameThings } from '#app/features/declarations/same-items.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { readIncoming } from '#app/shell/incoming-form.server.ts';
import { Button } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { CardGrid } from '#app/ui/layout.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';

export const meta: MetaFunction = () => [{ title: '申报学分 · 社区学院' }];

export const handle: PageHandle = {
  breadcrumb: [
    { label: '我的', href: '/me' },
    { label: '我的申报', href: '/me/declarations' },
  ],
};

/** Without a kind: what can be declared. With one: its questions, and a token that makes the form one however often it is sent. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { personId } = await requireActor(request, context);
  const { kinds, hasRules } = await kindsNow(context);
  const wanted = new URL(request.url).searchParams.get('kind');
  const kind = kinds.find(({ key }) => key === wanted) ?? null;
  const names = Object.fromEntries(kinds.map((each) => [each.key, kindName(kinds, each)]));
  const same = await sameThings(context.db, { personId, kind });
  return { kinds, hasRules, names, kind, same, token: newId() };
}

async function kindsNow({ db, now }: Pick<LoaderFunctionArgs['context'], 'db' | 'now'>): Promise<{
  kinds: Kind[];
  hasRules: boolean;
}> {
  const found = await rulesIfAny(db, dayOf(now()));
  return { kinds: found ? declarableKinds(found.rules) : [], hasRules: found !== null };
}

/** Makes a draft of the form and leads to it. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const incoming = await readIncoming(request, context);
  const key = new URL(request.url).searchParams.get('kind') ?? '';
  const outcome = await applyNewForm(context.db, { actor, incoming, key, now: context.now() });
  if (outcome.ok) throw redirect(`/me/declarations/${outcome.declarationId}?done=${outcome.done}`, 303);
  return data(outcome.answer, outcome.status);
}

export default function NewDeclaration() {
  const { kind, names, same, token } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  if (!kind) return <KindList />;
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} />
      <PageTitle
        title={`申报${names[kind.key] ?? ''}`}
        lead="先写下来，下一步给你看怎么算、记多少学分，再决定交不交。"
      />
      <form
        className="form"
        method="post"
        encType="multipart/form-data"
        action={`/me/declarations/new?kind=${kind.key}`}
      >
        <input type="hidden" name="token" value={sent?.fields.token ?? token} />
        <DeclarationFields kind={kind} answer={sent} same={same} />
        <div className="actions">
          <Button tone="primary">下一步：看怎么算</Button>
        </div>
      </form>
    </>
  );
}

function KindList() {
  const { kinds, hasRules, names } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} />
      <PageTitle title="要申报哪一种" lead="到课、录播、小测和作业会自动计入，不用申报。" />
      {kinds.length === 0 ? (
        <EmptyState title="现在没有可以申报的">
          <p>
            {hasRules
              ? '现在的学分规则里，没有要本人申报的项目。觉得漏记了学分，请联系教务。'
              : '学院还没有发布学分规则，请联系教务。'}
          </p>
        </EmptyState>
      ) : null}
      <CardGrid>
        {kinds.map((kind) => (
          <Card
            key={kind.key}
            title={names[kind.key] ?? kind.label}
            href={`/me/declarations/new?kind=${kind.key}`}
            level={2}
          >
            <p>{kind.explanation}</p>
          </Card>
        ))}
      </CardGrid>
    </>
  );
}
