import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { courseText } from '#app/features/catalogue/texts.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { renderMarkdown } from '#app/lib/markdown.server.ts';
import { formatShortDate } from '#app/lib/time.ts';
import { fiveOneNames } from '#app/lib/vocabulary.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { RichText } from '#app/ui/rich-text.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? `${data.itemName} · ${data.title}` : '课程材料'} · 社区学院` },
];

export const handle = {
  width: 'reading',
  breadcrumb: (page: unknown) => {
    const { code, title } = page as { code: string; title: string };
    return [
      { label: '课程库', href: '/courses' },
      { label: title, href: `/courses/${code}` },
    ];
  },
};

/** The syllabus is for everybody; the rest for whoever has signed in. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { code = '', item = '' } = params;
  if (item !== 'syllabus') await requireActor(request, context);
  const text = await courseText(context.db, { code, item });
  if (!text) throw failure(request, 404, { message: '这门课还没有这份材料。' });
  return {
    code,
    item,
    title: text.title,
    itemName: fiveOneNames[text.item],
    version: text.version,
    updatedAt: text.updatedAt,
    html: renderMarkdown(text.body),
  };
}

export default function FiveOne() {
  const { code, item, title, itemName, version, updatedAt, html } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle
        eyebrow={title}
        title={itemName}
        lead={`第 ${version} 版，${formatShortDate(updatedAt)}更新`}
      />
      <RichText html={html} />
      <div className="actions no-print">
        <ButtonLink href={`/courses/${code}/files/${item}`}>下载文字</ButtonLink>
        <ButtonLink href={`/courses/${code}`} tone="quiet">
          回到课程
        </ButtonLink>
      </div>
    </>
  );
}
