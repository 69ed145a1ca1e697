import type { Role } from '#app/lib/vocabulary.ts';

/** Who may help others to a new password. */
export const helperRoles: readonly Role[] = ['liaison', 'registrar', 'academy-admin', 'security-admin'];

/** How much a role may do to others. Whoever holds none has 0. */
const weights: Readonly<Record<Role, number>> = {
  instructor: 1,
  liaison: 1,
  registrar: 2,
  'credit-reviewer': 2,
  'appeals-reviewer': 2,
  assessor: 2,
  'academy-admin': 3,
  'system-admin': 4,
  auditor: 4,
  'security-admin': 4,
};

/**
 * By which of their helper roles somebody may help a person who holds `theirs`: only by those that weigh more than everything that the
 * person may do, so that nobody takes over an account stronger than their own. Administrators are helped by a security administrator alone.
 */
export function helpingRoles(own: readonly Role[], theirs: readonly Role[]): Role[] {
  const heaviest = Math.max(0, ...theirs.map((role) => weights[role]));
  return helperRoles.filter(
    (role) => own.includes(role) && (role === 'security-admin' || weights[role] > heaviest),
  );
}
