import { z } from 'zod';
import { clock, day } from '#app/lib/form-fields.ts';
import { schools } from '#app/lib/vocabulary.ts';
import type { OpenSpan } from './hours.rules.ts';
import { readDay } from './hours-text.rules.ts';
import { venueTiers } from './tiers.ts';

const ticked = z
  .literal('yes')
  .optional()
  .transform((value) => value === 'yes');

const capacity = z.coerce
  .number({ error: '能容纳多少人，要写数字。' })
  .int({ error: '人数要写整数。' })
  .min(1, { error: '至少能容纳 1 人。' })
  .max(5000, { error: '最多写 5000 人。' });

const dayText = z
  .string()
  .max(100, { error: '写得太长了，最多 100 字。' })
  .default('')
  .superRefine((text, context) => {
    const read = readDay(text);
    if (!read.ok) context.addIssue({ code: 'custom', message: read.message });
  });

/** The registrar's form for a place. Hours are one line of words a weekday; messages are shown to the person. */
export const venueForm = z.object({
  name: z.string().trim().min(2, { error: '请写阵地的名字。' }).max(64, { error: '名字最多 64 字。' }),
  tier: z.enum(venueTiers, { error: '请选是哪一级阵地。' }),
  address: z
    .string()
    .trim()
    .min(2, { error: '请写地址，学员要按它找过来。' })
    .max(191, { error: '地址最多 191 字。' }),
  capacity,
  ramp: ticked,
  lift: ticked,
  toilet: ticked,
  community: z.union([z.literal(''), z.uuid()], { error: '请从列表里选社区。' }).default(''),
  day1: dayText,
  day2: dayText,
  day3: dayText,
  day4: dayText,
  day5: dayText,
  day6: dayText,
  day7: dayText,
});
export type VenueForm = z.output<typeof venueForm>;

/** The place that a form describes. */
export function venueOfForm({
  name,
  tier,
  address,
  capacity,
  ramp,
  lift,
  toilet,
  community,
  ...days
}: VenueForm) {
  const lines = [days.day1, days.day2, days.day3, days.day4, days.day5, days.day6, days.day7];
  const hours: OpenSpan[] = lines.flatMap((line, at) => {
    const read = readDay(line);
    return read.ok ? read.spans.map((span) => ({ weekday: at + 1, ...span })) : [];
  });
  return { name, tier, address, capacity, ramp, lift, toilet, hours, orgUnitId: community || null };
}

/** What one of the four schools wants a place for, besides the meetings of sections. */
export const eventForm = z
  .object({
    title: z.string().trim().min(2, { error: '请写是什么活动。' }).max(120, { error: '活动名最多 120 字。' }),
    school: z.enum(schools, { error: '请选是哪所学校的活动。' }),
    day: day('哪一天'),
    from: clock('从几点开始'),
    to: clock('到几点结束'),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], error: '结束要比开始晚，在同一天里。' });
export type EventForm = z.output<typeof eventForm>;

export const releaseForm = z.object({
  booking: z.uuid({ error: '请从列表里选要取消的预订。' }),
  reason: z
    .string()
    .trim()
    .min(2, { error: '请写为什么取消，别人看得到。' })
    .max(200, { error: '最多 200 字。' }),
});
