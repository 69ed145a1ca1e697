import type { LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { materialOf } from '#app/features/catalogue/material.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { failure } from '#app/lib/http.server.ts';

const items = z.enum(['syllabus', 'lesson-plan', 'handout', 'slides']);
const names = { syllabus: '大纲', 'lesson-plan': '教案', handout: '讲义', slides: '幻灯片' };

/** A text of a course as a file to keep: Markdown, which every editor opens. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { data: item } = items.safeParse(params.item);
  if (!item) throw failure(request, 404);
  if (item !== 'syllabus') await requireActor(request, context);
  const material = await materialOf(context.db, { code: params.code ?? '', item });
  if (!material?.found.body) throw failure(request, 404, { message: `这门课的${names[item]}还没有准备好。` });
  const { course, found } = material;
  const name = encodeURIComponent(`${course.code} ${course.title} ${names[item]}.md`);
  return new Response(found.body, {
    headers: {
      'content-type': 'text/markdown; charset=utf-8',
      'content-disposition': `attachment; filename="${course.code}-${item}.md"; filename*=UTF-8''${name}`,
      'x-content-type-options': 'nosniff',
    },
  });
}
