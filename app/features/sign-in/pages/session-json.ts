import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { peekSitting, sittingOf } from '#app/features/identity/gate.server.ts';
import { jsonAnswer, jsonError } from '#app/lib/http.server.ts';
import { idleState } from '../idle-words.rules.ts';

/** How long the session lasts as things are; asking is no use of it. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const sitting = await peekSitting(request, context);
  return sitting ? jsonAnswer(idleState(sitting, context.now())) : jsonError(401, { code: 'sign-in' });
}

/** Somebody goes on: the end moves. */
export async function action({ request, context }: ActionFunctionArgs) {
  const sitting = await sittingOf(request, context);
  return sitting ? jsonAnswer(idleState(sitting, context.now())) : jsonError(401, { code: 'sign-in' });
}
