import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { normalCode, shownCode } from '#app/features/credentials/check-code.rules.ts';
import { VerifiedFacts } from '#app/features/credentials/parts/verified-facts.tsx';
import { VerifyForm } from '#app/features/credentials/parts/verify-form.tsx';
import { failure } from '#app/lib/http.server.ts';
import { verifying } from '#app/shell/asking-often.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { findVerified } from '#app/shell/verifiable.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';

export const meta: MetaFunction = () => [
  { title: '查验结果 · 社区学院' },
  // A page that only whoever holds the paper has the address of.
  { name: 'robots', content: 'noindex' },
];

export const handle: PageHandle = {
  width: 'reading',
  breadcrumb: [{ label: '证书查真伪', href: '/verify' }],
};

/** Public. 404 for a code that nothing has, with the form; 429 for whoever asks too often. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const wait = verifying.waitSeconds(context.clientAddress, context.now());
  if (wait > 0)
    throw failure(request, 429, {
      message: `查得太快了。请等 ${wait} 秒再查。`,
      headers: { 'retry-after': String(wait) },
    });
  const typed = params.code ?? '';
  const found = await findVerified(context.db, typed);
  const headers = { 'cache-control': 'no-store' };
  const code = normalCode(typed);
  if (found && code) return data({ found, typed: shownCode(code), message: null }, { headers });
  const message = code
    ? '没有查到这个校验码。请对照证书再看一遍；仍然查不到，这张证书可能不是学院发的。'
    : '校验码是 16 位字母和数字，这一串不是。请对照证书再输一遍。';
  return data({ found: null, typed: typed.slice(0, 40), message }, { status: 404, headers });
}

export default function VerifyCode() {
  const { found, typed, message } = useLoaderData<typeof loader>();
  return (
    <>
      {message ? <ErrorSummary errors={[{ field: 'code', message }]} title="没有查到" /> : null}
      <PageTitle title="查验结果" />
      {found ? (
        <>
          <VerifiedFacts found={found} />
          <div className="actions">
            <ButtonLink href="/verify">再查一张</ButtonLink>
          </div>
        </>
      ) : (
        <VerifyForm code={typed} error={message ?? undefined} />
      )}
    </>
  );
}
