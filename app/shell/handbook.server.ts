import { z } from 'zod';
import { renderMarkdown } from '#app/lib/markdown.server.ts';

/** A help page: content/handbook/<slug>.md with title, order and summary in its head. */
export interface HandbookPage {
  slug: string;
  title: string;
  order: number;
  summary: string;
  html: string;
}

const head = z.object({ title: z.string().min(1), order: z.coerce.number(), summary: z.string().min(1) });

const files = import.meta.glob<string>('/content/handbook/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const pages = new Map(
  Object.entries(files)
    .map(([path, text]) => readPage(path.replace(/^.*\/|\.md$/g, ''), text))
    .sort((a, b) => a.order - b.order)
    .map((page) => [page.slug, page]),
);

/** Every help page in its order. */
export function handbookPages(): HandbookPage[] {
  return [...pages.values()];
}

/** One help page, or undefined when there is none of this name. */
export function handbookPage(slug: string): HandbookPage | undefined {
  return pages.get(slug);
}

function readPage(slug: string, text: string): HandbookPage {
  const [, front = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
  const fields = Object.fromEntries(
    front
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(':')).trim(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { slug, ...head.parse(fields), html: renderMarkdown(body) };
}
