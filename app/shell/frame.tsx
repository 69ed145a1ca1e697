import { useLocation, useMatches, useRouteLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import type { ViewChoice } from '#app/lib/view.ts';
import { PageShell } from '#app/ui/page-shell.tsx';
import { contact } from '#content/policies/suggestions.json';
import { IdleBar, type IdleFrame } from './parts/idle-bar.tsx';

/** What the root loader tells every page: the view, whether somebody is signed in, and the ways of this reader. */
export interface FrameData extends ViewChoice {
  isSignedIn: boolean;
  nav: readonly Crumb[];
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

/** What everybody finds in the header, also where nothing else is known of the reader. */
export const publicNav = [
  { label: '课程', href: '/courses' },
  { label: '老师', href: '/teachers' },
  { label: '课表', href: '/timetable' },
  { label: '帮助', href: '/help' },
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
  return (
    <>
      <PageShell
        view={data?.view ?? 'standard'}
        textSize={data?.textSize ?? '1'}
        here={pathname + search}
        nav={(data?.nav ?? publicNav).map(({ label, href }) => ({
          label,
          href,
          current: pathname === href || pathname.startsWith(`${href}/`),
        }))}
        {...(data?.isSignedIn
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
