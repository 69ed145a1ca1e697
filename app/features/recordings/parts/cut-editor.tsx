import { Button } from '#app/ui/button.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import type { FilmAtHand } from './cut-film.tsx';

export interface CutFields {
  fields: Record<string, string>;
  errorOf: (field: string) => string | undefined;
  film: FilmAtHand | null;
}

interface EditorProps extends CutFields {
  rows: readonly number[];
  durationMs: number;
}

/** Where the film is to begin and end, and what is cut out between. Looking at what would come of it saves nothing. */
export function CutEditor({ rows, durationMs, ...more }: EditorProps) {
  const { film } = more;
  return (
    <form className="form" method="get">
      <p className="quiet m-0">
        {film ? '停在要剪的地方，按按钮就填上时间；也可以直接写。' : '时间写成“分:秒”，比如“1:20.5”。'}
      </p>
      <Ends {...more} durationMs={durationMs} />
      {rows.map((row, at) => (
        <Middle key={row} row={row} number={at + 1} {...more} />
      ))}
      <div className="actions">
        <Button type="submit">看看剪完怎样</Button>
        <Button type="submit" formMethod="post" name="deed" value="save" tone="primary">
          就这样剪
        </Button>
      </div>
    </form>
  );
}

function Ends({ fields, errorOf, film, durationMs }: CutFields & { durationMs: number }) {
  return (
    <fieldset className="card stack gap-3">
      <legend className="sr-only">开头和结尾</legend>
      <strong aria-hidden="true">开头和结尾</strong>
      <div className="two-moments">
        <Moment name="start" label="从哪里开始" {...{ fields, errorOf }} />
        <Moment name="end" label="到哪里结束" {...{ fields, errorOf }} />
      </div>
      {film ? (
        <div className="actions">
          <Button type="button" onClick={() => film.mark('start', '开头')}>
            从这里开始
          </Button>
          <Button type="button" onClick={() => film.mark('end', '结尾')}>
            到这里为止
          </Button>
          <Button type="button" tone="quiet" onClick={() => film.tryOut(0, 'start')}>
            试看开头
          </Button>
          <Button type="button" tone="quiet" onClick={() => film.tryOut('end', durationMs)}>
            试看结尾
          </Button>
        </div>
      ) : null}
    </fieldset>
  );
}

function Middle({ row, number, fields, errorOf, film }: CutFields & { row: number; number: number }) {
  const [from, to] = [`from-${row}`, `to-${row}`];
  const isWritten = Boolean(fields[from]?.trim() || fields[to]?.trim());
  return (
    <fieldset className="card stack gap-3">
      <legend className="sr-only">中间剪掉的第 {number} 段</legend>
      <strong aria-hidden="true">{isWritten ? `中间剪掉的第 ${number} 段` : '中间再剪掉一段'}</strong>
      <div className="two-moments">
        <Moment name={from} label="从" {...{ fields, errorOf }} />
        <Moment name={to} label="到" {...{ fields, errorOf }} />
      </div>
      {film || isWritten ? (
        <div className="actions">
          {film ? (
            <>
              <Button type="button" onClick={() => film.mark(from, `第 ${number} 段的开始`)}>
                从这里剪
              </Button>
              <Button type="button" onClick={() => film.mark(to, `第 ${number} 段的结束`)}>
                剪到这里
              </Button>
              <Button type="button" tone="quiet" onClick={() => film.tryOut(from, to)}>
                试看切口
              </Button>
            </>
          ) : null}
          {isWritten ? (
            <Button type="submit" name="remove" value={row} tone="quiet" aria-label={`不剪第 ${number} 段`}>
              不剪这一段
            </Button>
          ) : null}
        </div>
      ) : null}
    </fieldset>
  );
}

function Moment({
  name,
  label,
  fields,
  errorOf,
}: Pick<CutFields, 'fields' | 'errorOf'> & { name: string; label: string }) {
  return (
    <TextField
      name={name}
      label={label}
      width="short"
      autoComplete="off"
      defaultValue={fields[name] ?? ''}
      error={errorOf(name)}
    />
  );
}
