import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { data, redirect } from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { enrol } from '#app/features/selection/enrolment.server.ts';
import { SwapButtons } from '#app/features/selection/parts/swap-buttons.tsx';
import { refusalWords } from '#app/features/selection/refusal-words.rules.ts';
import { selectionForm } from '#app/features/selection/selection.schema.ts';
import { waysOut } from '#app/features/selection/ways-out.server.ts';
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
  const [personId, sectionId, now] = [actor.personId ?? '', params.sectionId ?? '', context.now()];
  const { waitlist } = selectionForm.parse(Object.fromEntries(await readForm(request)));
  const outcome = await enrol(context.db, { actor, personId, sectionId, waitlist, now });
  if (outcome.outcome === 'not-found') throw failure(request, 404, { message: '没有找到这个班。' });
  if (outcome.outcome === 'enrolled') throw redirect(`/me/courses?done=enrolled`, 303);
  if (outcome.outcome === 'waitlisted') throw redirect(`/me/courses?done=waitlisted`, 303);
  const { refusal } = outcome;
  const ways = await waysOut(context.db, { personId, sectionId, refusal, now });
  return data(
    {
      sectionId,
      courseCode: ways?.courseCode ?? '',
      swaps: ways?.swaps ?? [],
      reason: refusal.reason,
      ...refusalWords(refusal, ways?.title ?? ''),
    },
    { status: 409 },
  );
}

export default function EnrolmentRefused() {
  const refused = useActionData<typeof action>();
  const spoken = useSpoken();
  if (!refused) return null;
  const { sectionId, swaps } = refused;
  return (
    <>
      <PageTitle
        title={refused.reason === 'already' ? '已经选过了' : '这个班没有选上'}
        lead={spoken(refused.what)}
      />
      <p>{spoken(refused.next)}</p>
      {swaps.length > 0 ? <p>{spoken('也可以直接换：两件事一起办，换不成的话，原来的班不会丢。')}</p> : null}
      <div className="actions">
        {refused.reason === 'full' ? (
          <PostButton tone="primary" action={`/sections/${sectionId}/enrolment`} fields={{ waitlist: 'yes' }}>
            候补这个班
          </PostButton>
        ) : null}
        <SwapButtons swaps={swaps} action={`/sections/${sectionId}/swap`} verb="换成这个班" />
        <ButtonLink href={`/courses/${refused.courseCode}`}>看看这门课的其他班</ButtonLink>
        <ButtonLink href="/me/courses" tone="quiet">
          我的课
        </ButtonLink>
      </div>
    </>
  );
}
