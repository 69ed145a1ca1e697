import {
  type ActionFunctionArgs,
  type AppLoadContext,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { type Course, courseByCode } from '#app/features/catalogue/courses.server.ts';
import {
  applyDeskForm,
  applyFileForm,
  type DeskOutcome,
} from '#app/features/catalogue/desk-actions.server.ts';
import { mayEditSchool, versionOnDesk } from '#app/features/catalogue/editing.server.ts';
import { fileRefusals } from '#app/features/catalogue/editing-words.ts';
import { fiveOneAmongAll, isThere } from '#app/features/catalogue/five-ones.server.ts';
import { IncomingMaterial } from '#app/features/catalogue/incoming-material.server.ts';
import { CourseDesk } from '#app/features/catalogue/parts/course-desk.tsx';
import { readingForm } from '#app/features/catalogue/reading-form.rules.ts';
import { versionsOf } from '#app/features/catalogue/versions.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { mediaAddress } from '#app/features/media/files.server.ts';
import { engagedTeachers } from '#app/features/teachers/library.server.ts';
import { teachesCourse } from '#app/features/timetable/teaching.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { failure, readFields } from '#app/lib/http.server.ts';
import { readParts } from '#app/lib/http-parts.server.ts';
import { renderMarkdown } from '#app/lib/markdown.server.ts';
import { fiveOnes } from '#app/lib/vocabulary.ts';
import { teachingCrumbs } from '#app/shell/teaching-crumbs.ts';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `备课：${page?.title ?? ''} · 社区学院` },
];

export const handle = { width: 'wide', breadcrumb: teachingCrumbs() };

const query = z.object({
  item: z.enum(fiveOnes).catch('syllabus'),
  done: z.enum(['saved', 'published']).nullable().catch(null),
});

/** Open to the course's own teachers, and to the registrar and the academy's admin; to others it is not there. */
async function editor(
  request: Request,
  context: AppLoadContext,
  code: string,
): Promise<{ actor: Actor; course: Course }> {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const { db } = context;
  const course = await courseByCode(db, code);
  const may =
    course &&
    (mayEditSchool(actor, course.school) ||
      (await teachesCourse(db, { personId: actor.personId, courseId: course.id })));
  if (!may) throw failure(request, 404, { message: '没有找到这门课，或者这门课由别的老师备课。' });
  return { actor, course };
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { course } = await editor(request, context, params.code ?? '');
  const { db } = context;
  const { searchParams } = new URL(request.url);
  const { item, done } = query.parse({ item: searchParams.get('item'), done: searchParams.get('done') });
  const versions = await versionsOf(db, course.id);
  const version = versionOnDesk(versions);
  if (!version) throw failure(request, 404);
  const [{ shown, states }, teachers] = await Promise.all([
    fiveOneAmongAll(db, { versionId: version.id, item }),
    item === 'teacher' ? engagedTeachers(db) : [],
  ]);
  const { mediaId, fileName } = shown ?? { mediaId: null, fileName: null };
  return {
    code: course.code,
    title: course.title,
    item,
    done,
    version,
    versions,
    teachers,
    shown,
    preview: renderMarkdown(readingForm(shown?.body ?? '')),
    file:
      mediaId !== null && fileName !== null
        ? { name: fileName, href: await mediaAddress(db, mediaId, { now: context.now() }) }
        : null,
    fiveOnes: states.map((state) => ({
      item: state.item,
      isThere: isThere(state),
      href: `/teach/courses/${course.code}?item=${state.item}`,
      name: state.teacher?.name ?? null,
    })),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { actor, course } = await editor(request, context, params.code ?? '');
  const { db, env } = context;
  const sender = { actor, courseId: course.id, now: context.now() };
  const isUpload = request.headers.get('content-type')?.startsWith('multipart/');
  const incoming = new IncomingMaterial(env);
  const fields = isUpload ? {} : await readFields(request);
  const outcome = isUpload
    ? (await received(request, incoming))
      ? await applyFileForm(db, { ...sender, incoming })
      : brokenOff
    : await applyDeskForm(db, { ...sender, fields });
  if (!outcome.ok) return data({ errors: outcome.errors, fields }, outcome.status);
  const item = outcome.item ? `item=${outcome.item}&` : '';
  throw redirect(`/teach/courses/${course.code}?${item}done=${outcome.done}`, 303);
}

const brokenOff: DeskOutcome = {
  ok: false,
  status: 400,
  errors: [{ field: 'file', message: fileRefusals['broken-off'] }],
};

/** Reads an upload form; false when it ended before its end, and then nothing of it is left. */
async function received(request: Request, incoming: IncomingMaterial): Promise<boolean> {
  if (await readParts(request, (part) => incoming.take(part))) return true;
  await incoming.drop();
  return false;
}

export default function EditCourse() {
  const sent = useActionData<typeof action>();
  return (
    <CourseDesk
      page={useLoaderData<typeof loader>()}
      sent={{ errors: sent?.errors ?? [], fields: sent?.fields }}
    />
  );
}
