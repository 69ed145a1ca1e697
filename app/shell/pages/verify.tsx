import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { VerifyForm } from '#app/features/credentials/parts/verify-form.tsx';
import type { PageHandle } from '#app/shell/frame.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';

export const meta: MetaFunction = () => [{ title: '证书查真伪 · 社区学院' }];

export const handle: PageHandle = { width: 'reading' };

/** A form without a script: the code in the query leads to the page of the code. */
export function loader({ request }: LoaderFunctionArgs) {
  const code = new URL(request.url).searchParams.get('code')?.trim();
  if (code) throw redirect(`/verify/${encodeURIComponent(code.slice(0, 200))}`);
  return null;
}

export default function Verify() {
  return (
    <>
      <PageTitle
        title="证书查真伪"
        lead="结业证书和年度学分情况表上有二维码和 16 位校验码。扫码，或者在这里输入校验码，就知道是不是学院发的、现在还有没有效。"
      />
      <VerifyForm />
      <p className="quiet">
        查到的只有：有没有效、编号、课程、日期和遮住的姓名（如“张**”）。年度学分情况表只说有没有效。
      </p>
    </>
  );
}
