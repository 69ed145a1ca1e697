import { dayOf, formatDate } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { CERTIFICATE_KIND } from './certificate.rules.ts';
import { differencesOf } from './comparing.server.ts';
import { asCertificate, certificateRows } from './reading.server.ts';
import { maskedName, type Verified } from './verified.rules.ts';

/** What the public may know of the certificate with this code, or null. At most two statements, by index. */
export async function verifiedCertificate(db: Db, code: string): Promise<Verified | null> {
  const row = await certificateRows(db).where('certificate.code', '=', code).executeTakeFirst();
  if (!row) return null;
  const certificate = asCertificate(row);
  const { state, number, issuedOn, content, replacedBy, revoked } = certificate;
  const differs = (await differencesOf(db, [certificate])).size > 0;
  const endedAt = replacedBy?.issuedAt ?? revoked?.at;
  return {
    kind: CERTIFICATE_KIND,
    state,
    number,
    issuedOn,
    ...(endedAt ? { endedOn: dayOf(endedAt) } : {}),
    ...(replacedBy ? { replacedBy: replacedBy.number } : {}),
    ...(differs ? { doubt: '学分' } : {}),
    facts: [
      ['课程', `《${content.courseTitle}》`],
      ['姓名', maskedName(content.name)],
      ['结业日期', formatDate(content.completedOn)],
    ],
  };
}
