import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { signedBadge } from '../badge.server.ts';
import { signingKey } from '../keys.server.ts';
import { ownValidCertificate } from '../reading.server.ts';

/** `GET /me/certificates/:certificateId/badge.jwt`: one's own certificate as a signed Open Badge, as long as it is valid. */
export async function loader({ request, context: { db, env, now }, context, params }: LoaderFunctionArgs) {
  const { personId } = await requireActor(request, context);
  const found = await ownValidCertificate(db, { certificateId: params.certificateId ?? '', personId });
  if (!found.ok) throw failure(request, 404, found);
  const origin = env.PUBLIC_URL?.origin ?? new URL(request.url).origin;
  const key = await signingKey(db, { env, actor: systemActor('badges'), now: now() });
  return new Response(await signedBadge(found.certificate, { key, origin }), {
    headers: {
      'content-type': 'application/jwt',
      'content-disposition': `attachment; filename="${found.certificate.number}.jwt"`,
      'cache-control': 'private, no-store',
    },
  });
}
