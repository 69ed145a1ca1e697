import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { failure, originOf } from '#app/lib/http.server.ts';
import { certificatePaper } from '../certificate-paper.server.ts';
import { ownValidCertificate } from '../reading.server.ts';

/** `GET /me/certificates/:certificateId/certificate.pdf`: one's own certificate, as long as it is valid. */
export async function loader({ request, context: { db, env }, context, params }: LoaderFunctionArgs) {
  const { personId } = await requireActor(request, context);
  const found = await ownValidCertificate(db, { certificateId: params.certificateId ?? '', personId });
  if (!found.ok) throw failure(request, 404, found);
  const origin = originOf(request, env);
  return new Response(await certificatePaper(found.certificate, origin), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${found.certificate.number}.pdf"`,
      'cache-control': 'private, no-store',
    },
  });
}
