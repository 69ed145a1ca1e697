import { verifiedStatement } from '#app/features/closing/verifying.server.ts';
import { normalCode } from '#app/features/credentials/check-code.rules.ts';
import type { Verified } from '#app/features/credentials/verified.rules.ts';
import { verifiedCertificate } from '#app/features/credentials/verifying.server.ts';
import type { Db } from '#db/database.ts';

/** A kind of document that anybody can check by its code. */
export interface VerifiableKind {
  kind: string;
  /** What the public may know of the document with this code (in its normal form), or null. At most two statements, by index. */
  find(db: Db, code: string): Promise<Verified | null>;
}

/** Every kind of document with a code. A room that issues such documents is entered here. */
export const verifiableKinds: readonly VerifiableKind[] = [
  { kind: '结业证书', find: verifiedCertificate },
  { kind: '年度学分情况表', find: verifiedStatement },
];

/** The document with a code as somebody typed it; null when there is none, or it is no code. At most two statements a kind. */
export async function findVerified(db: Db, typed: string): Promise<Verified | null> {
  const code = normalCode(typed);
  if (!code) return null;
  for (const { find } of verifiableKinds) {
    const found = await find(db, code);
    if (found) return found;
  }
  return null;
}
