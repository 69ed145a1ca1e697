import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { failure } from '#app/lib/http.server.ts';
import { handbookPage } from '#app/shell/handbook.server.ts';
import { HandbookArticle } from '#app/shell/parts/handbook-article.tsx';

export const meta: MetaFunction = () => [{ title: '个人信息说明 · 社区学院' }];

export const handle = { width: 'reading' };

export function loader({ request }: LoaderFunctionArgs) {
  const page = handbookPage('privacy');
  if (!page) throw failure(request, 404);
  return { page };
}

export default function Privacy() {
  return <HandbookArticle page={useLoaderData<typeof loader>().page} />;
}
