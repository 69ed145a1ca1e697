import { ButtonLink } from '#app/ui/button.tsx';
import type { ReadItem } from './five-one-tabs.tsx';

/** Taking a text home: as a file of its own, and the file that the teacher put beside it. */
export function MaterialActions({
  code,
  item,
  file,
  hasText,
}: {
  code: string;
  item: ReadItem;
  file: string | null;
  hasText: boolean;
}) {
  return (
    <div className="actions no-print">
      {file ? (
        <ButtonLink href={file} tone="primary">
          下载老师的文件
        </ButtonLink>
      ) : null}
      {hasText ? <ButtonLink href={`/courses/${code}/files/${item}`}>下载文字版</ButtonLink> : null}
      <ButtonLink href={`/courses/${code}`} tone="quiet">
        回到课程
      </ButtonLink>
    </div>
  );
}
