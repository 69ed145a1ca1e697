import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react';
import type { ReactNode } from 'react';
import { sittingOf } from '#app/features/identity/gate.server.ts';
import { signInPolicy } from '#app/features/identity/session-end.rules.ts';
import { useNonce, useRequestId } from '#app/lib/nonce.tsx';
import { problemOf } from '#app/lib/problems.ts';
import { readView } from '#app/lib/view.ts';
import { Frame, type FrameData, isInteractive } from '#app/shell/frame.tsx';
import icon from '#app/shell/icon.svg?url';
import { navigationFor } from '#app/shell/navigation.ts';
import styles from '#app/styles/app.css?url';
import { ButtonLink } from '#app/ui/button.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { viewAttributes } from '#app/ui/view.tsx';

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'icon', href: icon, type: 'image/svg+xml' },
];

export const meta: MetaFunction = ({ error }) => [
  { title: error ? `${problemOf(statusOf(error)).title} · 社区学院` : '社区学院' },
];

export async function loader({ request, context }: LoaderFunctionArgs): Promise<FrameData> {
  const sitting = await sittingOf(request, context);
  const actor = sitting?.actor ?? null;
  const nav = navigationFor(actor?.roles.map(({ role }) => role) ?? []);
  const bound = sitting && !(sitting.ownDevice && actor?.roles.length === 0);
  const secondsLeft = bound ? Math.max(0, Math.floor((sitting.endsMs - context.now().getTime()) / 1000)) : 0;
  const idle = bound ? { secondsLeft, warningSeconds: signInPolicy.warningMinutes * 60 } : null;
  return { ...readView(request), isSignedIn: actor !== null, nav, idle };
}

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce();
  const data = useRouteLoaderData<FrameData>('root');
  const interactive =
    useMatches().some(({ handle }) => isInteractive(handle)) || process.env.NODE_ENV === 'development';
  return (
    <html lang="zh-CN" {...viewAttributes(data?.view ?? 'standard', data?.textSize)}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        {interactive ? <Scripts nonce={nonce} /> : null}
      </body>
    </html>
  );
}

export default function Root() {
  return (
    <Frame>
      <Outlet />
    </Frame>
  );
}

/** Every failure of a page, told in words. What went wrong inside is in the log, under the number shown. */
export function ErrorBoundary() {
  const error = useRouteError();
  const status = statusOf(error);
  const { title, what, next } = problemOf(status);
  const requestId = useRequestId();
  const told = isRouteErrorResponse(error) && status < 500 && typeof error.data === 'string' && error.data;
  const way = status === 401 ? { label: '去登录', href: '/login' } : { label: '回首页', href: '/' };
  return (
    <Frame>
      <PageTitle title={title} lead={told || what} />
      <p>{next}</p>
      <p className="actions">
        <ButtonLink tone="primary" href={way.href}>
          {way.label}
        </ButtonLink>
        {status === 404 ? <ButtonLink href="/courses">去课程库</ButtonLink> : null}
      </p>
      {status >= 500 && <p suppressHydrationWarning>{requestId && `编号 ${requestId}`}</p>}
    </Frame>
  );
}

function statusOf(error: unknown): number {
  return isRouteErrorResponse(error) ? error.status : 500;
}
