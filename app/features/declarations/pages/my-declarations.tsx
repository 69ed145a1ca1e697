import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { categoryNames } from '#app/features/credits/category-names.server.ts';
import { categoryWords } from '#app/features/credits/category-words.rules.ts';
import { type OwnDeclaration, ownDeclarations } from '#app/features/declarations/own-declarations.server.ts';
import { DeclarationStatus } from '#app/features/declarations/parts/declaration-status.tsx';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { doneIn } from '#app/lib/http.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatDate } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { CardGrid } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Turning } from '#app/ui/pagination.tsx';

export const meta: MetaFunction = () => [{ title: '我的申报 · 社区学院' }];

export const handle: PageHandle = {
  breadcrumb: [
    { label: '我的', href: '/me' },
    { label: '我的学分', href: '/me/credits' },
  ],
};

const query = z.coerce.number().int().min(1).max(1_000).catch(1);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const page = query.parse(new URL(request.url).searchParams.get('page') ?? 1);
  const own = await ownDeclarations(context.db, { personId: actor.personId ?? '', page });
  const now = context.now();
  return {
    ...own,
    names: await categoryNames(context.db, now),
    page,
    done: doneIn(request, { withdrawn: '已经撤回。', discarded: '草稿删掉了。' }),
  };
}

export default function MyDeclarations() {
  const { declarations, names, hasMore, page, done } = useLoaderData<typeof loader>();
  return (
    <>
      {done ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle
        title="我的申报"
        lead="讲课、课题、项目、志愿服务和外面的培训，由本人申报，另一个人审核。"
        actions={
          <ButtonLink href="/me/declarations/new" tone="primary">
            申报学分
          </ButtonLink>
        }
      />
      <Section title="申报过的" more={{ label: '现在公示的', href: '/publicity' }}>
        {declarations.length === 0 ? (
          <EmptyState title="还没有申报">
            <p>到课、录播、小测和作业的学分会自动计入，不用申报。</p>
          </EmptyState>
        ) : null}
        <CardGrid>
          {declarations.map((one) => (
            <DeclarationCard key={one.id} one={one} category={categoryWords(names, one.category)} />
          ))}
        </CardGrid>
        <Turning page={page} hasMore={hasMore} href={(to) => `/me/declarations?page=${to}`} />
      </Section>
    </>
  );
}

function DeclarationCard({ one, category }: { one: OwnDeclaration; category: string }) {
  return (
    <Card
      title={one.title}
      href={`/me/declarations/${one.id}`}
      level={3}
      aside={
        one.amount === null ? undefined : (
          <span className="card-figure">
            {formatHundredths(one.amount)} <small>学分</small>
          </span>
        )
      }
    >
      <p>
        <DeclarationStatus state={one.state} />
      </p>
      <p className="quiet">
        {category} · {formatDate(one.occurredOn)}
      </p>
    </Card>
  );
}
