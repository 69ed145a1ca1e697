import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { putIntoBasket, removeFromBasket } from '#app/features/selection/basket.server.ts';
import { basketWords } from '#app/features/selection/basket-words.rules.ts';
import { sectionTitle } from '#app/features/selection/reading.server.ts';
import { basketItemForm } from '#app/features/selection/selection.schema.ts';
import { answersForm, failure, readForm } from '#app/lib/http.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { useSpoken } from '#app/ui/view.tsx';

export const meta: MetaFunction = () => [{ title: '选课单 · 社区学院' }];

/** Nothing stands at this address to be read. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireActor(request, context);
  return answersForm(request) ? null : redirect('/me/basket');
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const sectionId = params.sectionId ?? '';
  const { means } = basketItemForm.parse(Object.fromEntries(await readForm(request)));
  const putting = { actor, personId: actor.personId ?? '', sectionId, now: context.now() };
  const section = await sectionTitle(context.db, sectionId);
  if (!section) throw failure(request, 404, { message: '没有找到这个班。' });
  if (means === 'remove') {
    await removeFromBasket(context.db, putting);
    throw redirect(`/me/basket?removed=${sectionId}`, 303);
  }
  const put = await putIntoBasket(context.db, putting);
  if (put.outcome === 'not-found') throw failure(request, 404, { message: '没有找到这个班。' });
  if (put.outcome === 'added') {
    const back = means === 'put-back' ? '/me/basket' : `/courses/${section.courseCode}?basket#sections`;
    throw redirect(back, 303);
  }
  return data({ courseCode: section.courseCode, ...basketWords(put.reason, section.title) }, { status: 409 });
}

export default function NotPut() {
  const refused = useActionData<typeof action>();
  const spoken = useSpoken();
  if (!refused) return null;
  return (
    <>
      <PageTitle title="没有放进选课单" lead={spoken(refused.what)} />
      <p>{spoken(refused.next)}</p>
      <div className="actions">
        <ButtonLink href="/me/basket">看选课单</ButtonLink>
        <ButtonLink href={`/courses/${refused.courseCode}`} tone="quiet">
          回到这门课
        </ButtonLink>
      </div>
    </>
  );
}
