import { missingPolicies } from '#app/features/credits/policies.server.ts';
import { schoolsWithoutForm } from '#app/features/evaluation/forms.server.ts';
import { schoolNames } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';

const names = { rules: '学分规则', schemes: '年度方案', leadership: '项目领办规则' } as const;

/** What the academy must publish before it can work, by name; empty when all is there. */
export async function missingContent(db: Db, day: string): Promise<string[]> {
  const [policies, schools] = await Promise.all([missingPolicies(db, day), schoolsWithoutForm(db)]);
  const forms = schools.map((school) => `${schoolNames[school]}的评价表`);
  return [...policies.map((kind) => names[kind]), ...(forms.length > 0 ? [forms.join('、')] : [])];
}
