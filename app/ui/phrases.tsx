import { Fragment, type ReactNode } from 'react';

/** A title may break before 与 too, where it has no mark to break after: 防范电信网络诈骗｜与养老诈骗; and after a title in it: 《…》｜补记. */
export function Phrases({ children }: { children: ReactNode }) {
  if (typeof children !== 'string') return <>{children}</>;
  const parts = children
    .replace(/([^参])与/g, '$1\n与')
    .replace(/》(?=[\u4e00-\u9fa5])/g, '》\n')
    .split('\n');
  return parts.map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts stand still, and two may say the same
    <Fragment key={at}>
      {at > 0 ? <wbr /> : null}
      {part.endsWith('》') ? <Closed>{part}</Closed> : part}
    </Fragment>
  ));
}

/** A title too long for its line breaks anywhere: never right before the mark that closes it. */
function Closed({ children }: { children: string }) {
  return (
    <>
      {children.slice(0, -2)}
      <span className="whitespace-nowrap">{children.slice(-2)}</span>
    </>
  );
}
