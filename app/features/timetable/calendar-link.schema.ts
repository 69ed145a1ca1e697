import { z } from 'zod';

/** What somebody does with their own calendar link: make one (the one before ends) or end it. */
export const calendarLinkForm = z.object({ means: z.enum(['make', 'end']) });

export const linkDone = z.enum(['ended']).nullable().catch(null);
export const linkDoneWords: Record<NonNullable<z.output<typeof linkDone>>, string> = {
  ended: '日历链接已停用。以前用它订阅的日历，从现在起收不到新的安排。',
};
