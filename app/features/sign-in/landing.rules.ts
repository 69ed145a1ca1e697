import type { Role } from '#app/lib/vocabulary.ts';

/** Where each kind of work begins. Whoever does none of it begins at their own learning. */
const desks: readonly (readonly [Role, string])[] = [
  ['registrar', '/admin'],
  ['academy-admin', '/admin'],
  ['credit-reviewer', '/admin/credits'],
  ['security-admin', '/admin/people'],
  ['auditor', '/admin/audit'],
  ['instructor', '/teach'],
  ['assessor', '/assess'],
  ['liaison', '/assist'],
];

/** The page that somebody sees after signing in without having been on the way to another one. */
export function landingOf(roles: readonly Role[]): string {
  return desks.find(([role]) => roles.includes(role))?.[1] ?? '/me';
}
