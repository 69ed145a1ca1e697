import type { Role } from '#app/lib/vocabulary.ts';
import { publicNav } from './frame.tsx';

const staffNav: { label: string; href: string; roles: Role[] }[] = [
  { label: '教学', href: '/teach', roles: ['instructor'] },
  {
    label: '教务',
    href: '/admin',
    roles: [
      'registrar',
      'academy-admin',
      'credit-reviewer',
      'appeals-reviewer',
      'system-admin',
      'security-admin',
    ],
  },
  { label: '组织查阅', href: '/assess', roles: ['assessor'] },
  { label: '联络', href: '/assist', roles: ['liaison'] },
  { label: '审计日志', href: '/admin/audit', roles: ['auditor'] },
];

/**
 * The ways in the header for somebody with these roles: the public ones, then their desks. Asked on the server, so that the desks of
 * staff are no part of what every phone fetches.
 */
export function navigationFor(roles: readonly Role[]) {
  const desks = staffNav.filter((desk) => desk.roles.some((role) => roles.includes(role)));
  return [...publicNav, ...desks.map(({ label, href }) => ({ label, href }))];
}
