import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { readForm, refererPath, safePath } from '#app/lib/http.server.ts';
import { toChoice, viewCookie } from '#app/lib/view.ts';

/** `POST /view` with `view` and `size`: remembers how this browser wants to see pages, then goes back (`to`, or where it came from). */
export async function action({ request }: ActionFunctionArgs): Promise<Response> {
  const form = await readForm(request);
  const choice = toChoice(fieldOf(form, 'view'), fieldOf(form, 'size'));
  return redirect(safePath(fieldOf(form, 'to'), refererPath(request)), {
    status: 303,
    headers: { 'set-cookie': viewCookie(choice) },
  });
}

function fieldOf(form: FormData, name: string): string | null {
  const value = form.get(name);
  return typeof value === 'string' ? value : null;
}
