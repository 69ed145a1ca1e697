import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { data, redirect } from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { sectionTitle } from '#app/features/selection/reading.server.ts';
import { keptWords, refusalWords } from '#app/features/selection/refusal-words.rules.ts';
import { swapForm } from '#app/features/selection/selection.schema.ts';
import { swap } from '#app/features/selection/swapping.server.ts';
import { answersForm, failure, readForm } from '#app/lib/http.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { useSpoken } from '#app/ui/view.tsx';

export const meta: MetaFunction = () => [{ title: '换班结果 · 社区学院' }];

/** Nothing stands at this address to be read: a reload after swapping goes to one's own courses. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireActor(request, context);
  return answersForm(request) ? null : redirect('/me/courses');
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const [personId, sectionId, now] = [actor.personId ?? '', params.sectionId ?? '', context.now()];
  const form = swapForm.safeParse(Object.fromEntries(await readForm(request)));
  if (!form.success) throw failure(request, 400, { message: '没有说清要退掉哪个班，请回到课程页再点一次。' });
  const { drop: dropId, waitlist } = form.data;
  const outcome = await swap(context.db, { actor, personId, sectionId, dropId, waitlist, now });
  if (outcome.outcome === 'not-found') throw failure(request, 404, { message: '没有找到这个班。' });
  if (outcome.outcome === 'swapped') throw redirect('/me/courses?done=swapped', 303);
  if (outcome.outcome === 'waitlisted') throw redirect('/me/courses?done=swap-waitlisted', 303);
  const [wanted, dropped] = [
    await sectionTitle(context.db, sectionId),
    await sectionTitle(context.db, dropId),
  ];
  const words =
    outcome.outcome === 'kept'
      ? keptWords(outcome.reason, dropped?.title ?? '')
      : refusalWords(outcome.refusal, wanted?.title ?? '');
  return data(
    {
      ...words,
      sectionId,
      dropId,
      courseCode: wanted?.courseCode ?? '',
      droppedTitle: dropped?.title ?? '',
      isFull: outcome.outcome === 'refused' && outcome.refusal.reason === 'full',
    },
    { status: 409 },
  );
}

export default function SwapRefused() {
  const refused = useActionData<typeof action>();
  const spoken = useSpoken();
  if (!refused) return null;
  const { sectionId, dropId, droppedTitle, courseCode, isFull } = refused;
  return (
    <>
      <PageTitle title="没有换班，原来的都还在" lead={spoken(refused.what)} />
      <p>
        {isFull
          ? spoken(`可以先候补，《${droppedTitle}》照样留着；有名额时会通知你，那时再换。`)
          : spoken(refused.next)}
      </p>
      <div className="actions">
        {isFull ? (
          <PostButton
            tone="primary"
            action={`/sections/${sectionId}/swap`}
            fields={{ waitlist: 'yes', drop: dropId }}
          >
            候补这个班，原来的先留着
          </PostButton>
        ) : null}
        <ButtonLink href={`/courses/${courseCode}`}>看看这门课的其他班</ButtonLink>
        <ButtonLink href="/me/courses" tone="quiet">
          我的课
        </ButtonLink>
      </div>
    </>
  );
}
