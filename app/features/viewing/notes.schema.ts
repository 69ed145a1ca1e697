import { z } from 'zod';
import { secondsOf } from './parts/clock.ts';

/** A note as it is typed: the moment as `12:30`, and the words. */
export const noteForm = z.object({
  at: z
    .string()
    .max(16)
    .transform((clock, context) => {
      const seconds = secondsOf(clock);
      if (seconds !== null) return seconds;
      context.addIssue({ code: 'custom', message: '请写讲到几分几秒，写成 12:30 这样。' });
      return z.NEVER;
    }),
  words: z.string().trim().min(1, '请写下要记的话。').max(1000, '一条笔记最多 1000 个字，长的可以分几条记。'),
});
