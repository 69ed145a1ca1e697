import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { failure } from '#app/lib/http.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { handbookPage } from '#app/shell/handbook.server.ts';
import { HandbookArticle } from '#app/shell/parts/handbook-article.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.page.title ?? '帮助'} · 社区学院` },
];

export const handle: PageHandle = { width: 'reading', breadcrumb: [{ label: '帮助', href: '/help' }] };

export function loader({ request, params }: LoaderFunctionArgs) {
  const page = handbookPage(params.slug ?? '');
  if (!page) throw failure(request, 404, { message: '没有这一页帮助。' });
  return { page };
}

export default function HelpPage() {
  return <HandbookArticle page={useLoaderData<typeof loader>().page} />;
}
