import { ButtonLink } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import type { ResultDesk } from '../desk.server.ts';
import type { GroupSums } from '../groups.server.ts';
import type { Grouping, KindShape, RowState } from '../kinds.ts';
import type { Counts } from '../reading.server.ts';
import { GROUPS_SHOWN, type ImportState, ROWS_SHOWN } from '../states.ts';
import { ConfirmForm, partNames } from './confirm-form.tsx';
import { Groups } from './groups.tsx';
import { Results } from './results.tsx';

interface ResultProps {
  here: string;
  about: { state: ImportState; grouping: Grouping; columns: Record<string, number> };
  shape: Pick<KindShape, 'unit' | 'grouping' | 'list'>;
  shown: { result: ResultDesk; state: RowState | null; page: number; parts: number };
}

/** What each row would do, with the confirmation; or what was done. */
export function ImportResult({ here, about, shape, shown }: ResultProps) {
  const { result, state, page, parts } = shown;
  const { counts, sums } = result;
  const isDone = about.state === 'done';
  const part = isDone ? about.grouping : shape.grouping;
  const address = (to: { state?: RowState | null; page?: number; parts?: number }) => {
    const at = { state, page: 1, parts, ...to };
    const query = {
      ...(at.state ? { state: at.state } : {}),
      page: String(at.page),
      parts: String(at.parts),
    };
    return `${here}?${new URLSearchParams(query)}`;
  };
  return (
    <>
      {isDone ? (
        <DoneNotice sums={sums} shape={shape} />
      ) : (
        <p className="lead">{countWords(counts, shape.unit)}</p>
      )}
      <div className="actions">
        <ButtonLink href={`${here}/marked.xlsx`}>下载带结果的表</ButtonLink>
        {isDone ? (
          <ButtonLink href="/admin/imports/new" tone="primary">
            再传一份
          </ButtonLink>
        ) : (
          <>
            <ButtonLink href={`${here}?match`}>换列</ButtonLink>
            <PostButton action={here} fields={{ means: 'again' }}>
              重新看一遍
            </PostButton>
          </>
        )}
      </div>
      {isDone ? null : <ConfirmForm here={here} counts={counts} sums={sums} shape={shape} />}
      {part && part !== 'file' && sums.groups > 1 ? (
        <Section title={`按${partNames[part]}看`}>
          <Groups
            groups={result.groups}
            total={sums.groups}
            page={parts}
            pageSize={GROUPS_SHOWN}
            label={partNames[part]}
            address={(to) => address({ parts: to, page })}
          />
        </Section>
      ) : null}
      <Section title="一行一行看">
        <Results
          rows={result.rows}
          counts={counts}
          columns={about.columns}
          state={state}
          page={page}
          pageSize={ROWS_SHOWN}
          taken={isDone && sums.left + sums.stopped === 0}
          address={(one, to) => address({ state: one, page: to })}
        />
      </Section>
    </>
  );
}

function countWords(counts: Counts, unit: string): string {
  const { new: added, change, ended, same, refused } = counts;
  const sentence = `会新增 ${added} 行，会改动 ${change} 行，已经有了 ${same} 行，${ended > 0 ? `登记的岗位已经结束的 ${ended} 行，` : ''}要改的 ${refused} 行。`;
  if (refused > 0) return `${sentence}要改的可以下载带结果的表，照着说明改好再传。`;
  return added + change + ended === 0
    ? `这份表里的${unit === '人' ? '人' : ''}都已经有了，没有要收的。`
    : sentence;
}

function DoneNotice({ sums, shape }: { sums: GroupSums; shape: ResultProps['shape'] }) {
  const { taken, left, stopped, groups } = sums;
  const isWhole = left + stopped === 0;
  const title = isWhole ? '都收好了' : taken > 0 || stopped > 0 ? '收了一部分' : '没有收';
  return (
    <Notice
      tone={isWhole ? 'success' : 'warn'}
      title={title}
      announce
      action={<a href={shape.list.href}>{shape.list.label}</a>}
    >
      <p>
        {isWhole
          ? '同一份表再传一次，不会重复。'
          : `${groups} 部分里收了 ${taken} 部分，没有收 ${left} 部分${stopped > 0 ? `，收到一半停下的 ${stopped} 部分` : ''}。没有收的一行也没有动；改好以后把整份表再传一次，已经收的不会重复。`}
      </p>
    </Notice>
  );
}
