import { useLocation, useMatches, useRouteLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import type { ViewChoice } from '#app/lib/view.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import { PageShell } from '#app/ui/page-shell.tsx';
import { contact } from '#content/policies/suggestions.json';
import { IdleBar, type IdleFrame } from './parts/idle-bar.tsx';

/** What the root loader tells every page: the view, and who is signed in with which roles. */
export interface FrameData extends ViewChoice {
  account: { name: string; roles: Role[] } | null;
  /** How long the session lasts unused; null for nobody, and on a device of one's own. */
  idle: IdleFrame | null;
}

interface Crumb {
  label: string;
  href: string;
}

/**
 * A page's `handle`: how wide it is (reading 720 px, standard, wide 1280 px for staff), the ways back from it, and
 * whether it goes on working in the browser. Only an interactive page carries scripts; all others are plain documents.
 */
export interface PageHandle {
  width?: 'reading' | 'standard' | 'wide';
  interactive?: boolean;
  breadcrumb?: readonly Crumb[] | ((data: unknown) => readonly Crumb[]);
}

/** Whether a route's `handle` asks for scripts. */
export function isInteractive(handle: unknown): boolean {
  return (handle as PageHandle | undefined)?.interactive === true;
}

const publicNav = [
  { label: '课程', href: '/courses' },
  { label: '老师', href: '/teachers' },
  { label: '课表', href: '/timetable' },
  { label: '帮助', href: '/help' },
];

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

const footerLinks = [
  { label: '使用帮助', href: '/help' },
  { label: '学院怎么运行', href: '/help/how-it-works' },
  { label: '证书查真伪', href: '/verify' },
  { label: '意见箱', href: '/suggestions' },
  { label: '无障碍与长辈版', href: '/accessibility' },
  { label: '个人信息', href: '/privacy' },
];

/** A number of which no part goes into the next line. */
const unbroken = (telephone: string) => telephone.replaceAll('-', '\u2011');

/** Header, ways back, main landmark and footer around every page. */
export function Frame({ children }: { children: ReactNode }) {
  const data = useRouteLoaderData<FrameData>('root');
  const { pathname, search } = useLocation();
  const handle = usePageHandle();
  const account = data?.account ?? null;
  const nav = [
    ...publicNav,
    ...staffNav.filter(({ roles }) => account?.roles.some((role) => roles.includes(role))),
  ];
  return (
    <>
      <PageShell
        view={data?.view ?? 'standard'}
        textSize={data?.textSize ?? '1'}
        here={pathname + search}
        nav={nav.map(({ label, href }) => ({
          label,
          href,
          current: pathname === href || pathname.startsWith(`${href}/`),
        }))}
        {...(account
          ? {
              account: {
                label: '我的',
                href: '/me',
                current: pathname === '/me' || pathname.startsWith('/me/'),
              },
            }
          : {})}
        width={handle.width ?? 'standard'}
        breadcrumb={handle.breadcrumb}
        footerLinks={footerLinks}
        footerNote={`${contact.name}，电话 ${unbroken(contact.telephone)}`}
      >
        {children}
      </PageShell>
      {data?.idle ? <IdleBar {...data.idle} /> : null}
    </>
  );
}

/** A page whose request failed has no data (undefined after reading, null after a form), so no way back made of it. */
function usePageHandle(): { width?: PageHandle['width']; breadcrumb: readonly Crumb[] } {
  const match = useMatches().at(-1);
  const handle = (match?.handle ?? {}) as PageHandle;
  const { breadcrumb } = handle;
  return {
    width: handle.width,
    breadcrumb:
      typeof breadcrumb === 'function' ? (match?.data ? breadcrumb(match.data) : []) : (breadcrumb ?? []),
  };
}
