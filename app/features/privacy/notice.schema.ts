import { z } from 'zod';

/** The head of content/notices/<version>.md. */
const head = z.object({
  version: z.string().regex(/^\d{4}\.\d+$/, { error: 'version 写成 2026.1 这样' }),
  title: z.string().min(1).max(120),
  validFrom: z.iso.date({ error: 'validFrom 写成 2026-01-01 这样' }),
});

export interface NoticeText extends z.output<typeof head> {
  /** Markdown: what stands before the first heading. */
  summary: string;
  /** Markdown: the whole. */
  body: string;
}

/** Reads a version of the privacy notice. Throws with the reason when its head is wrong or it has no short form. */
export function readNoticeText(text: string): NoticeText {
  const [, front = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
  const fields = Object.fromEntries(
    front.split('\n').map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    }),
  );
  const summary = body.split(/^## /m)[0]?.trim() ?? '';
  if (summary === '') throw new Error('简短说明缺了：第一个标题以前要有几句话');
  return { ...head.parse(fields), summary, body: body.trim() };
}
