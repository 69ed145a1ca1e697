import { ButtonLink } from '#app/ui/button.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';

/** Shown once, right after they were made. Written so that it can be printed and put into a drawer. */
export function RecoveryCodes({
  codes,
  title,
  onward,
}: {
  codes: readonly string[];
  title: string;
  /** Where to go once they are copied. */
  onward: string;
}) {
  return (
    <>
      <Notice tone="success" title={title} announce />
      <PageTitle title="备用码" lead="手机不在身边的时候，用一个备用码代替 6 位数字。每个只能用一次。" />
      <Stack gap={6}>
        <ol className="recovery-codes">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
        <p>
          这些备用码<strong>只显示这一次</strong>
          ，系统里不存原文。请抄下来，或者把这一页打印出来，放在只有自己拿得到的地方，不要和手机放在一起。
        </p>
        <p className="actions">
          <ButtonLink tone="primary" href={onward}>
            已经收好，继续
          </ButtonLink>
        </p>
      </Stack>
    </>
  );
}
