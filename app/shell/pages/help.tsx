import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { handbookPages } from '#app/shell/handbook.server.ts';
import { Card } from '#app/ui/card.tsx';
import { CardGrid } from '#app/ui/layout.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { useSpoken } from '#app/ui/view.tsx';

export const meta: MetaFunction = () => [{ title: '帮助 · 社区学院' }];

export function loader() {
  return { pages: handbookPages().map(({ slug, title, summary }) => ({ slug, title, summary })) };
}

export default function Help() {
  const { pages } = useLoaderData<typeof loader>();
  const spoken = useSpoken();
  return (
    <>
      <PageTitle title="怎么用社区学院" lead="每页一件事，几分钟读完。" />
      <CardGrid>
        {pages.map(({ slug, title, summary }) => (
          <Card key={slug} title={title} href={`/help/${slug}`} level={2}>
            <p>{spoken(summary)}</p>
          </Card>
        ))}
      </CardGrid>
    </>
  );
}
