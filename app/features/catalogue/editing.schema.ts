import { z } from 'zod';
import { fiveOnes } from '#app/lib/vocabulary.ts';

const LONGEST_TEXT = 200_000;
const seenAt = z
  .string()
  .max(24)
  .transform((text) => text || null);

/** What the course desk sends: a text, a teacher, the order to take a file away, or to publish. */
export const deskForm = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('text'),
    item: z.enum(['syllabus', 'lesson-plan', 'handout', 'slides']),
    seenAt,
    body: z
      .string()
      .max(LONGEST_TEXT, {
        error: `文字太长，最多 ${LONGEST_TEXT / 10_000} 万字。请分成几份，或者把长的部分做成文件。`,
      })
      .transform((text) => text.replace(/\r\n?/g, '\n').trimEnd()),
  }),
  z.object({
    intent: z.literal('teacher'),
    item: z.literal('teacher'),
    seenAt,
    teacherId: z.uuid({ error: '请选一位老师。' }),
  }),
  z.object({ intent: z.literal('remove-file'), item: z.enum(fiveOnes), seenAt }),
  z.object({
    intent: z.literal('publish'),
    versionId: z.uuid(),
    note: z
      .string()
      .trim()
      .min(2, { error: '请写一句这次改了什么，方便以后查。' })
      .max(200, { error: '说明最多 200 字。' }),
  }),
]);
/** The words beside a file. */
export const fileForm = z.object({ item: z.enum(['syllabus', 'lesson-plan', 'handout', 'slides']), seenAt });
