import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { optionalActor } from '#app/features/identity/gate.server.ts';
import { findPerson, preferView } from '#app/features/identity/people.server.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { readForm, refererPath, safePath } from '#app/lib/http.server.ts';
import { readView, toChoice, type ViewChoice, viewCookie } from '#app/lib/view.ts';

/**
 * `POST /view` with `view` and `size`: remembers how this browser, and the account when somebody is signed in, wants to see
 * pages; then goes back (`to`, or where it came from).
 */
export async function action({ request, context }: ActionFunctionArgs): Promise<Response> {
  const form = await readForm(request);
  const choice = await choiceOf(request, context, form);
  return redirect(safePath(fieldOf(form, 'to'), refererPath(request)), {
    status: 303,
    headers: { 'set-cookie': viewCookie(choice) },
  });
}

async function choiceOf(request: Request, context: RequestContext, form: FormData): Promise<ViewChoice> {
  const view = fieldOf(form, 'view');
  const size = fieldOf(form, 'size') ?? readView(request).textSize;
  const actor = await optionalActor(request, context);
  if (!actor?.personId) return toChoice(view, size);
  const person = await findPerson(context.db, actor.personId);
  // The switch says no size: the account's last one comes back.
  const choice = toChoice(view, fieldOf(form, 'size') ?? String(person?.textSize ?? size));
  const textSize = choice.view === 'elder' ? (Number(choice.textSize) as 1 | 2 | 3) : undefined;
  await preferView(context.db, { personId: actor.personId, view: choice.view, textSize });
  return choice;
}

function fieldOf(form: FormData, name: string): string | null {
  const value = form.get(name);
  return typeof value === 'string' ? value : null;
}
