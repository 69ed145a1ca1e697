import { z } from 'zod';
import { type School, schools } from '#app/lib/vocabulary.ts';
import policyFile from '#content/policies/viewing.json';

const someSchools = z.array(z.enum(schools));

const viewingPolicy = z.object({
  /** Schools whose lectures are watched in order the first time. */
  firstViewInOrder: someSchools,
  /** Schools that ask now and then whether somebody is still there, after so much newly watched. */
  attention: z
    .object({
      schools: someSchools,
      fromMinutes: z.number().positive(),
      toMinutes: z.number().positive(),
    })
    .refine(({ fromMinutes, toMinutes }) => fromMinutes < toMinutes),
});

/** How lectures are watched, by school, as the college has written it in content/policies. Source: domain.md §3. */
const policy = viewingPolicy.parse(policyFile);

export const watchedInOrder = (school: School): boolean => policy.firstViewInOrder.includes(school);

/** Between how many milliseconds of newly watched lecture the next question comes; null where nobody is asked. */
export function askedBetween(school: School): readonly [fromMs: number, toMs: number] | null {
  const { schools: asked, fromMinutes, toMinutes } = policy.attention;
  return asked.includes(school) ? [fromMinutes * 60_000, toMinutes * 60_000] : null;
}
