import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { sectionsInDraw } from '#app/features/rounds/promised-seats.server.ts';
import { mergeTargets } from '#app/features/selection/merge-plan.server.ts';
import { inDrawWords, mergeRefusal } from '#app/features/selection/merge-words.rules.ts';
import { MergePreview } from '#app/features/selection/parts/merge-preview.tsx';
import { sectionTitle } from '#app/features/selection/reading.server.ts';
import { mergeForm } from '#app/features/selection/section-change.schema.ts';
import { sectionById } from '#app/features/timetable/section-list.server.ts';
import { formErrors } from '#app/lib/form-answer.ts';
import { failure, readFields } from '#app/lib/http.server.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { mergeOutlook, mergeSections } from '#app/shell/merging-sections.server.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';

export const meta: MetaFunction = () => [{ title: '并班 · 社区学院' }];

export const handle = { breadcrumb: adminCrumbs('sections') };

/** First into which section; then what that would do with everybody. */
export async function loader({ request, context: { db, now }, context, params }: LoaderFunctionArgs) {
  await requireRole(request, context, 'registrar', 'academy-admin');
  const sectionId = params.sectionId ?? '';
  const section = await sectionById(db, sectionId);
  if (!section) throw failure(request, 404, { message: '没有找到这个班。' });
  if (section.state !== 'open') throw redirect(`/admin/sections/${sectionId}`);
  const inDraw = (await sectionsInDraw(db, [sectionId])).size > 0;
  const into = new URL(request.url).searchParams.get('into');
  const preview = into && !inDraw ? await mergeOutlook(db, { sectionId, intoId: into, now: now() }) : null;
  const targets = preview || inDraw ? [] : await mergeTargets(db, { sectionId, now: now() });
  return { section, preview, targets, inDraw, missed: into !== null && !preview };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'registrar', 'academy-admin');
  const sectionId = params.sectionId ?? '';
  if (!(await sectionTitle(context.db, sectionId)))
    throw failure(request, 404, { message: '没有找到这个班。' });
  const fields = await readFields(request);
  const form = mergeForm.safeParse(fields);
  if (!form.success) return data({ fields, errors: formErrors(form.error) }, 400);
  const { into: intoId, capacity, reason } = form.data;
  const merging = { actor, sectionId, intoId, capacity, reason, now: context.now() };
  const outcome = await mergeSections(context.db, merging);
  if (outcome.ok) {
    const { moved, ended, waiting } = outcome;
    throw redirect(`/admin/sections/${intoId}?merged=${[moved, ended, waiting].join('.')}`, 303);
  }
  return data({ fields, errors: [mergeRefusal(outcome)] }, 409);
}

export default function MergeSection() {
  const { section, preview } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <ErrorSummary errors={answer?.errors ?? []} title="还不能这样并" />
      <PageTitle
        eyebrow={section.title}
        title={preview ? `并到《${preview.into.title}》` : '并到哪个班'}
        lead="并班以后，这个班就没有了。能转的人都转过去，每个人都会收到通知。"
        actions={
          preview ? <ButtonLink href={`/admin/sections/${section.id}`}>回到这个班</ButtonLink> : undefined
        }
      />
      {preview ? <MergePreview sectionId={section.id} preview={preview} answer={answer} /> : <ChooseTarget />}
    </>
  );
}

function ChooseTarget() {
  const { section, targets, inDraw, missed } = useLoaderData<typeof loader>();
  if (targets.length === 0)
    return (
      <EmptyState
        title="没有能并的班"
        action={<ButtonLink href={`/admin/sections/${section.id}`}>回到这个班</ButtonLink>}
      >
        <p>
          {inDraw
            ? inDrawWords
            : '只能并到同一学期、同一门课、已经开班的班，预选还没录取完的也不行。可以先给这门课再开一个班，或者取消这个班。'}
        </p>
      </EmptyState>
    );
  return (
    <form className="form" method="get">
      <RadioGroup
        name="into"
        label="同一门课的班"
        required
        error={missed ? '请选并到哪个班。' : undefined}
        choices={targets.map(({ id, title, capacity, taken }) => ({
          value: id,
          label: title,
          hint: `${taken} 人，共 ${capacity} 个名额`,
        }))}
      />
      <div className="actions">
        <Button type="submit" tone="primary">
          看看能转多少人
        </Button>
      </div>
    </form>
  );
}
