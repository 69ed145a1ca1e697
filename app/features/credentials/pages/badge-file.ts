import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { failure, originOf } from '#app/lib/http.server.ts';
import { signedBadge } from '../badge.server.ts';
import { signingKey } from '../keys.server.ts';
import { ownValidCertificate } from '../reading.server.ts';

/** `GET /me/certificates/:certificateId/badge.jwt`: one's own certificate as a signed Open Badge, as long as it is valid. */
export async function loader({ request, context: { db, env }, context, params }: LoaderFunctionArgs) {
  const { personId } = await requireActor(request, context);
  const found = await ownValidCertificate(db, { certificateId: params.certificateId ?? '', personId });
  if (!found.ok) throw failure(request, 404, found);
  const origin = originOf(request, env);
  if (!env.PUBLIC_URL && !isOwnMachine(origin))
    throw failure(request, 409, {
      message: '学院的网址还没有设置（PUBLIC_URL），签不了数字徽章。请告诉运行服务器的人。',
    });
  const key = await signingKey(db, env);
  if (!key)
    throw failure(request, 503, {
      message:
        '给徽章签名的密钥还没有准备好，一般一分钟就好。请过一会儿再下载；一直不行，请告诉运行服务器的人。',
      headers: { 'retry-after': '60' },
    });
  return new Response(await signedBadge(found.certificate, { key, origin }), {
    headers: {
      'content-type': 'application/jwt',
      'content-disposition': `attachment; filename="${found.certificate.number}.jwt"`,
      'cache-control': 'private, no-store',
    },
  });
}

/** A badge names its issuer by address for good: whoever asks must not be the one who says which. */
const isOwnMachine = (origin: string) =>
  ['localhost', '127.0.0.1', '[::1]'].includes(new URL(origin).hostname);
