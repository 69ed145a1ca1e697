import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { data, redirect } from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { enrol } from '#app/features/selection/enrolment.server.ts';
import { sectionTitle } from '#app/features/selection/reading.server.ts';
import { refusalWords } from '#app/features/selection/refusal-words.rules.ts';
import { selectionForm } from '#app/features/selection/selection.schema.ts';
import { answersForm, failure, readForm } from '#app/lib/http.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { useSpoken } from '#app/ui/view.tsx';

export const meta: MetaFunction = () => [{ title: '选课结果 · 社区学院' }];

/** Nothing stands at this address to be read: a reload after choosing goes to one's own courses. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireActor(request, context);
  return answersForm(request) ? null : redirect('/me/courses');
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const sectionId = params.sectionId ?? '';
  const { waitlist } = selectionForm.parse(Object.fromEntries(await readForm(request)));
  const outcome = await enrol(context.db, {
    actor,
    personId: actor.personId ?? '',
    sectionId,
    waitlist,
    now: context.now(),
  });
  if (outcome.outcome === 'not-found') throw failure(request, 404, { message: '没有找到这个班。' });
  if (outcome.outcome === 'enrolled') throw redirect(`/me/courses?done=enrolled`, 303);
  if (outcome.outcome === 'waitlisted') throw redirect(`/me/courses?done=waitlisted`, 303);
  const section = await sectionTitle(context.db, sectionId);
  const { refusal } = outcome;
  return data(
    {
      sectionId,
      courseCode: section?.courseCode ?? '',
      reason: refusal.reason,
      ...refusalWords(refusal, section?.title ?? ''),
    },
    { status: 409 },
  );
}

export default function EnrolmentRefused() {
  const refused = useActionData<typeof action>();
  const spoken = useSpoken();
  if (!refused) return null;
  return (
    <>
      <PageTitle
        title={refused.reason === 'already' ? '已经选过了' : '这个班没有选上'}
        lead={spoken(refused.what)}
      />
      <p>{spoken(refused.next)}</p>
      <div className="actions">
        {refused.reason === 'full' ? (
          <PostButton
            tone="primary"
            action={`/sections/${refused.sectionId}/enrolment`}
            fields={{ waitlist: 'yes' }}
          >
            候补这个班
          </PostButton>
        ) : null}
        <ButtonLink href={`/courses/${refused.courseCode}`}>看看这门课的其他班</ButtonLink>
        <ButtonLink href="/me/courses" tone="quiet">
          我的课
        </ButtonLink>
      </div>
    </>
  );
}
