import { Button } from '#app/ui/button.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { TextField } from '#app/ui/text-field.tsx';

interface Props {
  total: number;
  /** The year or day that is looked at. */
  kept: Readonly<Record<string, string>>;
  /** What narrows the list. */
  narrowed: Readonly<Record<string, string>>;
  peopleInFile: number;
}

/** The list as files: Excel with the filters in force, sheets of the people listed in parts. */
export function Files({ total, kept, narrowed, peopleInFile }: Props) {
  const parts = Math.ceil(total / peopleInFile);
  return (
    <details className="fold no-print">
      <summary>导出和打印</summary>
      <p>文件里的每个人都会看到是谁、什么时候导出或打印的。请只在工作需要时用，用完妥善保管。</p>
      <ExportLink file="/assess/people.xlsx" unit="人" />
      {parts > 0 ? (
        <form className="form" method="get" action="/assess/people.pdf">
          {Object.entries({ ...kept, ...narrowed }).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          {parts > 1 ? (
            <TextField
              name="page"
              label="打印第几份"
              hint={`名单上的 ${total} 人分成 ${parts} 份，每份最多 ${peopleInFile} 人，按姓名排列。`}
              type="number"
              min={1}
              max={parts}
              width="short"
              defaultValue="1"
              required
            />
          ) : null}
          <div className="actions">
            <Button>打印名单上的情况表（PDF）</Button>
          </div>
        </form>
      ) : null}
    </details>
  );
}
