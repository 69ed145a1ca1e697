import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useEffect } from 'react';
import { slidesOf } from '#app/features/catalogue/slides.rules.ts';
import { courseText } from '#app/features/catalogue/texts.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { renderMarkdown } from '#app/lib/markdown.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { RichText } from '#app/ui/rich-text.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `幻灯片 · ${data?.title ?? ''} · 社区学院` },
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

/** One slide at a time by plain links; `?all` shows every slide, for printing. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireActor(request, context);
  const code = params.code ?? '';
  const text = await courseText(context.db, { code, item: 'slides' });
  if (!text) throw failure(request, 404, { message: '这门课还没有幻灯片。' });
  const deck = slidesOf(text.body);
  const search = new URL(request.url).searchParams;
  const all = search.has('all');
  const asked = Math.trunc(Number(search.get('n') ?? 1)) || 1;
  const at = Math.min(Math.max(1, asked), deck.length);
  const shown = all ? deck : [deck[at - 1] ?? ''];
  return {
    code,
    title: text.title,
    at,
    all,
    count: deck.length,
    slides: shown.map((slide) => renderMarkdown(slide)),
  };
}

export default function Slides() {
  const { code, title, at, all, count, slides } = useLoaderData<typeof loader>();
  const address = (n: number) => `/courses/${code}/slides?n=${n}`;
  useArrowKeys(
    all ? null : at > 1 ? address(at - 1) : null,
    all ? null : at < count ? address(at + 1) : null,
  );
  return (
    <>
      <h1 className="sr-only">《{title}》幻灯片</h1>
      {slides.map((html, index) => (
        <section className="slide" key={html} aria-label={`第 ${all ? index + 1 : at} 页，共 ${count} 页`}>
          <RichText html={html} />
        </section>
      ))}
      <nav className="actions no-print" aria-label="翻页">
        {!all && at > 1 ? <ButtonLink href={address(at - 1)}>上一页</ButtonLink> : null}
        {!all && at < count ? (
          <ButtonLink href={address(at + 1)} tone="primary">
            下一页
          </ButtonLink>
        ) : null}
        {all ? (
          <ButtonLink href={address(1)}>一页一页看</ButtonLink>
        ) : (
          <ButtonLink href={`/courses/${code}/slides?all`} tone="quiet">
            全部展开（可打印）
          </ButtonLink>
        )}
        <ButtonLink href={`/courses/${code}/files/slides`} tone="quiet">
          下载
        </ButtonLink>
      </nav>
      {all ? null : (
        <p className="quiet no-print">
          第 {at} 页，共 {count} 页。用键盘左右方向键也能翻页。
        </p>
      )}
    </>
  );
}

/** Left and right turn the pages, as an addition to the links. */
function useArrowKeys(back: string | null, forth: string | null) {
  useEffect(() => {
    const turn = (event: KeyboardEvent) => {
      const target = event.key === 'ArrowLeft' ? back : event.key === 'ArrowRight' ? forth : null;
      if (target && !event.altKey && !event.ctrlKey && !event.metaKey) window.location.assign(target);
    };
    window.addEventListener('keydown', turn);
    return () => window.removeEventListener('keydown', turn);
  }, [back, forth]);
}
