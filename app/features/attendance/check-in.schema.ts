import { z } from 'zod';

/** Figures as people type them: with blanks, or full-width. */
export const figuresField = z
  .string({ error: '请填屏幕上的 6 位数字。' })
  .transform((text) => text.normalize('NFKC').replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, { error: '请填屏幕上的 6 位数字。' }));
