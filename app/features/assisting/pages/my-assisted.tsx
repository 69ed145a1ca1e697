import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { assistedActionNames, assistedWords } from '#app/features/assisting/consent.rules.ts';
import { deedsFor } from '#app/features/assisting/deeds.server.ts';
import { DeedStatus } from '#app/features/assisting/parts/deed-status.tsx';
import { requireActor } from '#app/features/identity/gate.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { Card } from '#app/ui/card.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { CardGrid } from '#app/ui/layout.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { useSpoken } from '#app/ui/view.tsx';

export const meta: MetaFunction = () => [{ title: '别人替我办的事 · 社区学院' }];

export const handle: PageHandle = {
  breadcrumb: [
    { label: '我的', href: '/me' },
    { label: '我的课', href: '/me/courses' },
  ],
};

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  return { deeds: await deedsFor(context.db, actor.personId ?? '') };
}

export default function MyAssisted() {
  const { deeds } = useLoaderData<typeof loader>();
  const spoken = useSpoken();
  return (
    <>
      <PageTitle
        title="别人替我办的事"
        lead={spoken('社区联络员替你办的，每一件都记着你是怎么同意的。不是你同意的，点开说一声就行。')}
      />
      {deeds.length === 0 ? (
        <EmptyState title="还没有别人替办的事">
          <p>请联络员代选以后，会出现在这里。</p>
        </EmptyState>
      ) : null}
      <CardGrid>
        {deeds.map((deed) => (
          <Card
            key={deed.consentId}
            title={`${assistedActionNames[deed.action]}：${deed.title}`}
            href={`/me/assisted/${deed.consentId}`}
            level={2}
            aside={<DeedStatus deed={deed} own />}
          >
            <p className="quiet">{deed.part}</p>
            <p>{spoken(assistedWords(deed))}。</p>
          </Card>
        ))}
      </CardGrid>
    </>
  );
}
