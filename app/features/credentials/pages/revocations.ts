import type { LoaderFunctionArgs } from '@remix-run/node';
import { failure, originOf, taggedAnswer } from '#app/lib/http.server.ts';
import { revocationList } from '../badge.rules.ts';
import { endedCertificates } from '../badge.server.ts';

/** `GET /credentials/revocations/:year`: which badges of a year are valid no more; the status of every badge names it. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { year: asked = '' } = params;
  if (!/^20\d\d$/.test(asked)) throw failure(request, 404);
  const year = Number(asked);
  const origin = originOf(request, context.env);
  return taggedAnswer(request, revocationList(await endedCertificates(context.db, year), { origin, year }));
}
