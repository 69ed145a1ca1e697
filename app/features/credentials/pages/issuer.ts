import type { LoaderFunctionArgs } from '@remix-run/node';
import { originOf, taggedAnswer } from '#app/lib/http.server.ts';
import { issuerProfile } from '../badge.rules.ts';

/** `GET /credentials/issuer`: who issues the academy's badges (Open Badges 3.0, Profile). */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const origin = originOf(request, context.env);
  return taggedAnswer(request, issuerProfile(origin));
}
