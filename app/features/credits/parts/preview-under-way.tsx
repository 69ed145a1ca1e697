import { Button } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';

/** Of very many people it takes minutes: how far it is, and how to look again. The draft is nowhere but on this page, so looking sends it once more. */
export function PreviewUnderWay({
  reckoned,
  text,
  other,
  year,
}: {
  reckoned: number;
  text: string;
  other: string;
  year: number;
}) {
  return (
    <Notice
      title="人多，还在算"
      announce
      action={
        <form method="post">
          <input type="hidden" name="text" value={text} />
          <input type="hidden" name="other" value={other} />
          <input type="hidden" name="year" value={year} />
          <input type="hidden" name="again" value="1" />
          <Button type="submit">看看算好没有</Button>
        </form>
      }
    >
      已经算了 {reckoned}{' '}
      人。可以先做别的，过一会儿再按“看看算好没有”，十分钟里都看得到结果。没有保存任何东西。
    </Notice>
  );
}
