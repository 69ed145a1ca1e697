import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { handbookPages } from '#app/shell/handbook.server.ts';
import { Card } from '#app/ui/card.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';

export const meta: MetaFunction = () => [{ title: '帮助 · 社区学院' }];

export const handle = { width: 'reading' };

export function loader() {
  return { pages: handbookPages().map(({ slug, title, summary }) => ({ slug, title, summary })) };
}

export default function Help() {
  const { pages } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle title="怎么用社区学院" lead="每页一件事，几分钟读完。" />
      <Stack gap={4}>
        {pages.map(({ slug, title, summary }) => (
          <Card key={slug} title={title} href={`/help/${slug}`} level={2}>
            <p>{summary}</p>
          </Card>
        ))}
      </Stack>
    </>
  );
}
