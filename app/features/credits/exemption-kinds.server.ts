import type { Db } from '#db/database.ts';
import { policyInForce } from './policies.server.ts';
import { creditSchemes } from './schemes.schema.ts';

export interface ExemptionKind {
  key: string;
  label: string;
}

/** For what somebody may be exempt, by the schemes in force on a day; nothing where the academy has published none. At most one statement. */
export async function exemptionKinds(db: Db, day: string): Promise<readonly ExemptionKind[]> {
  const policy = await policyInForce(db, 'schemes', day);
  return policy ? (creditSchemes.parse(policy.content).exemptions ?? []) : [];
}
