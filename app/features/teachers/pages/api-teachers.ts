import type { LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { listTeachers } from '#app/features/teachers/library.server.ts';
import { taggedAnswer } from '#app/lib/http.server.ts';
import { schools } from '#app/lib/vocabulary.ts';

const query = z.object({
  q: z.string().trim().max(64).catch(''),
  school: z.enum(schools).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

/** `GET /api/v1/teachers`: the engaged teachers who agreed to being shown, by name. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const asked = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const { teachers, total, page } = await listTeachers(context.db, { ...asked, now: context.now() });
  return taggedAnswer(request, {
    teachers: teachers.map(({ slug, name, headline, fields, schools: own, score }) => ({
      slug,
      name,
      headline,
      fields,
      schools: own,
      score: score ? { value: score.score / 100, n: score.n, updatedAt: score.updatedAt } : null,
    })),
    total,
    page,
  });
}
