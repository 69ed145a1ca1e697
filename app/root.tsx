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
import styles from '#app/styles/app.css?url';
import { ViewProvider, viewAttributes } from '#app/ui/view.tsx';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export const meta: MetaFunction = ({ error }) => [
  { title: error ? `${problemOf(statusOf(error)).title} · 社区学院` : '社区学院' },
];

export function loader({ request }: LoaderFunctionArgs) {
  return readView(request);
}

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce();
  const data = useRouteLoaderData<typeof loader>('root');
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
  return <Outlet />;
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
    <main>
      <h1>{problem.title}</h1>
      <p>{told || problem.what}</p>
      <p>{problem.next}</p>
      <a href={status === 401 ? '/login' : '/'}>{status === 401 ? '去登录' : '回首页'}</a>
      {status >= 500 && <p suppressHydrationWarning>{requestId && `编号 ${requestId}`}</p>}
    </main>
  );
}

function statusOf(error: unknown): number {
  return isRouteErrorResponse(error) ? error.status : 500;
}
