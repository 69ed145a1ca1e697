import { z } from 'zod';
import { clock, day, whole } from '#app/lib/form-fields.ts';
import { instantAt } from '#app/lib/time.ts';

const reason = z
  .string()
  .trim()
  .min(2, { error: '请写一句原因，学员会看到。' })
  .max(180, { error: '原因最多 180 字。' });
const when = {
  day: day('日期'),
  at: clock('上课时间'),
  minutes: whole('分钟数', 10, 480),
  venue: z.union([z.literal(''), z.uuid({ error: '请在列出的地点里选。' })]).default(''),
};

/** On a day without classes, or outside the term: said to be meant so. */
const anyway = z.literal('yes').optional();

/** What the registrar may do with one meeting, or add. Times are clock times of the academy; messages are shown to the person. */
export const meetingChange = z.discriminatedUnion('means', [
  z.object({ means: z.literal('move'), meeting: z.uuid(), ...when, reason, anyway }),
  z.object({ means: z.literal('cancel'), meeting: z.uuid(), reason }),
  z.object({
    means: z.literal('add'),
    ...when,
    topic: z.string().trim().max(120, { error: '主题最多 120 字。' }).default(''),
    reason,
    anyway,
  }),
]);
export type MeetingChange = z.infer<typeof meetingChange>;

/** When and where a form says. */
export function timeAndPlace(form: { day: string; at: string; minutes: number; venue: string }): {
  startsAt: string;
  endsAt: string;
  venueId: string | null;
} {
  const startsAt = instantAt(form.day, form.at);
  return {
    startsAt: startsAt.toISOString(),
    endsAt: new Date(startsAt.getTime() + form.minutes * 60_000).toISOString(),
    venueId: form.venue || null,
  };
}
