import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react';
import type { ReactNode } from 'react';
import { useNonce, useRequestId } from '#app/lib/nonce.tsx';
import { problemOf } from '#app/lib/problems.ts';
import { readView } from '#app/lib/view.ts';
import { optionalActor } from '#app/features/identity/gate.server.ts';
import { Frame, type FrameData } from '#app/shell/frame.tsx';
import styles from '#app/styles/app.css?url';
import { ButtonLink } from '#app/ui/button.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { ViewProvider, viewAttributes } from '#app/ui/view.tsx';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export const meta: MetaFunction = ({ error }) => [
  { title: error ? `${problemOf(statusOf(error)).title} · 社区学院` : '社区学院' },
];

export async function loader({ request, context }: LoaderFunctionArgs): Promise<FrameData> {
  const actor = await optionalActor(request, context);
  const roles = [...new Set(actor?.roles.map(({ role }) => role))];
  return { ...readView(request), account: actor ? { name: actor.name, roles } : null };
}

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce();
  const data = useRouteLoaderData<FrameData>('root');
  const view = data?.view ?? 'standard';
  return (
    <html lang="zh-CN" {...viewAttributes(view, data?.textSize)}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        <ViewProvider view={view}>{children}</ViewProvider>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
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
  const problem = problemOf(status);
  const requestId = useRequestId();
  const told =
    isRouteErrorResponse(error) && status < 500 && typeof error.data === 'string' ? error.data : '';
  return (
    <Frame>
      <PageTitle title={problem.title} lead={told || problem.what} />
      <p>{problem.next}</p>
      <div className="actions">
        <ButtonLink tone="primary" href={status === 401 ? '/login' : '/'}>
          {status === 401 ? '去登录' : '回首页'}
        </ButtonLink>
      </div>
      {status >= 500 && <p suppressHydrationWarning>{requestId && `编号 ${requestId}`}</p>}
    </Frame>
  );
}

function statusOf(error: unknown): number {
  return isRouteErrorResponse(error) ? error.status : 500;
}
