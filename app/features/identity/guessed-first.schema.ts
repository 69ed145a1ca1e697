import { z } from 'zod';

/** `content/passwords/common.json`: what is guessed first, in small letters. */
export const guessedFirstFile = z.strictObject({
  title: z.string(),
  note: z.string(),
  stems: z.array(z.string().regex(/^[a-z]{3,24}$/)),
  figures: z.array(z.string().regex(/^[a-z\d]{4,16}$/)),
});
