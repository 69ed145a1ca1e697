import type { ActionFunctionArgs } from '@remix-run/node';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { putIntoBasket, removeFromBasket } from '#app/features/selection/basket.server.ts';
import { basketItemForm } from '#app/features/selection/selection.schema.ts';
import { jsonAnswer, jsonError, readForm } from '#app/lib/http.server.ts';

/** `POST /sections/:sectionId/basket-item` for programs: puts it in, or with `means=remove` takes it out; 409 when it is not put in. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const { means } = basketItemForm.parse(Object.fromEntries(await readForm(request)));
  const { sectionId = '' } = params;
  const putting = { actor, personId: actor.personId ?? '', sectionId, now: context.now() };
  if (means === 'remove') {
    await removeFromBasket(context.db, putting);
    return jsonAnswer({ outcome: 'removed' });
  }
  const put = await putIntoBasket(context.db, putting);
  if (put.outcome === 'not-found') return jsonError(404);
  return jsonAnswer(put, { status: put.outcome === 'added' ? 200 : 409 });
}
