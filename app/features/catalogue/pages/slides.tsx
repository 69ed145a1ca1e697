import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { materialOf } from '#app/features/catalogue/material.server.ts';
import { FiveOneTabs, type ReadItem } from '#app/features/catalogue/parts/five-one-tabs.tsx';
import { MaterialActions } from '#app/features/catalogue/parts/material-actions.tsx';
import { Slide, SlideTurner } from '#app/features/catalogue/parts/slide.tsx';
import { slidesOf } from '#app/features/catalogue/slides.rules.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { mediaAddress } from '#app/features/media/files.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { renderMarkdown } from '#app/lib/markdown.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.title} 幻灯片 · 社区学院` : '幻灯片 · 社区学院' },
];

export const handle = {
  breadcrumb: (page: unknown) => {
    const { code, title } = page as { code: string; title: string };
    return [
      { label: '课程库', href: '/courses' },
      { label: title, href: `/courses/${code}` },
    ];
  },
};

const query = z.object({
  n: z.coerce.number().int().min(1).catch(1),
  all: z.literal('1').optional().catch(undefined),
});

/** A deck of slides, one at a time or all for printing. Each slide has its address, so going back works. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireActor(request, context);
  const material = await materialOf(context.db, { code: params.code ?? '', item: 'slides' });
  if (!material) throw failure(request, 404, { message: '这门课的幻灯片还没有准备好。' });
  const { course, found, there } = material;
  const asked = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const deck = slidesOf(found.body ?? '');
  const number = Math.min(asked.n, Math.max(1, deck.length));
  const shown = asked.all ? deck : deck.slice(number - 1, number);
  return {
    code: course.code,
    title: course.title,
    school: course.school,
    there: there.filter((each): each is ReadItem => each !== 'teacher'),
    file: found.mediaId && (await mediaAddress(context.db, found.mediaId, { now: context.now() })),
    number,
    total: deck.length,
    showsAll: asked.all === '1',
    slides: shown.map((slide) => renderMarkdown(slide)),
  };
}

export default function Slides() {
  const { code, title, there, file, number, total, showsAll, slides } = useLoaderData<typeof loader>();
  return (
    <>
      <div className="no-print">
        <h1 className="sr-only">《{title}》幻灯片</h1>
        <FiveOneTabs code={code} current="slides" there={there} />
      </div>
      {slides.map((html, at) => (
        <Slide key={showsAll ? at : number} html={html} number={showsAll ? at + 1 : number} total={total} />
      ))}
      {total > 0 ? <SlideTurner code={code} number={number} total={total} showsAll={showsAll} /> : null}
      <MaterialActions code={code} item="slides" file={file} hasText={total > 0} />
    </>
  );
}
