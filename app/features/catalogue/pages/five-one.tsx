import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { materialOf } from '#app/features/catalogue/material.server.ts';
import { FiveOneTabs, type ReadItem, readItemNames } from '#app/features/catalogue/parts/five-one-tabs.tsx';
import { MaterialActions } from '#app/features/catalogue/parts/material-actions.tsx';
import { readingForm } from '#app/features/catalogue/reading-form.rules.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { mediaAddress } from '#app/features/media/files.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { renderMarkdown } from '#app/lib/markdown.server.ts';
import { formatDate } from '#app/lib/time.ts';
import { PageTitle } from '#app/ui/page-title.tsx';
import { RichText } from '#app/ui/rich-text.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.title} ${readItemNames[data.item]} · 社区学院` : '课程材料 · 社区学院' },
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

const shownHere = z.enum(['syllabus', 'lesson-plan', 'handout']);

/** The syllabus is for everybody; how a lesson is taught and what is handed out, for whoever is signed in. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { data: item } = shownHere.safeParse(params.item);
  if (!item) throw failure(request, 404);
  if (item !== 'syllabus') await requireActor(request, context);
  const material = await materialOf(context.db, { code: params.code ?? '', item });
  if (!material) throw failure(request, 404, { message: `这门课的${readItemNames[item]}还没有准备好。` });
  const { course, found, there } = material;
  return {
    item,
    code: course.code,
    title: course.title,
    there: there.filter((each): each is ReadItem => each !== 'teacher'),
    html: renderMarkdown(readingForm(found.body ?? '')),
    file: found.mediaId && (await mediaAddress(context.db, found.mediaId, { now: context.now() })),
    updatedAt: found.updatedAt,
  };
}

export default function FiveOne() {
  const { item, code, title, there, html, file, updatedAt } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle eyebrow={title} title={readItemNames[item]} />
      <FiveOneTabs code={code} current={item} there={there} />
      <RichText html={html} />
      <MaterialActions code={code} item={item} file={file} hasText={html !== ''} />
      <p className="quiet">更新于 {formatDate(updatedAt)}</p>
    </>
  );
}
