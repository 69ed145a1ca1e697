import type { PolicyKind } from '#app/features/credits/policies.server.ts';

export const policyKindNames: Record<PolicyKind, string> = {
  rules: '学分规则',
  schemes: '年度方案',
  leadership: '领办资格',
};
