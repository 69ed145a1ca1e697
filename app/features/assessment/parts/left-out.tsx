import type { SheetView } from '#app/features/assessment/sheet-view.ts';
import { Notice } from '#app/ui/notice.tsx';
import { You } from '#app/ui/view.tsx';

/** Above what is recorded of somebody whose year was closed without a statement: that it is no result, and what to do. Nothing above any other. */
export function LeftOut({ statement, isOwn = false }: { statement: SheetView; isOwn?: boolean }) {
  if (!statement.leftOut) return null;
  return (
    <Notice tone="warn" title={`${statement.year} 年度结账时没有这张情况表`}>
      这一年已经结账，结账时没有登记{isOwn ? <You /> : '本人'}
      的身份和学分。下面是现在的记录，不是结账结果。
      {isOwn ? '请联系教务，由两位教务补一张。' : '要补一张，由两位教务办理。'}
    </Notice>
  );
}
