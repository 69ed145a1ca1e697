import type { ChangedPerson } from '#app/features/credits/preview.server.ts';
import type { ShownMove } from '#app/features/credits/preview-moves.rules.ts';
import type { StandingStatus } from '#app/features/credits/standing.rules.ts';
import { Button } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { Table } from '#app/ui/table.tsx';
import { policyKindNames } from './policy-kinds.ts';

const words: Record<StandingStatus, string> = {
  met: '达标',
  nearly: '基本达标',
  'not-met': '未达标',
  exempt: '免考核',
  'no-scheme': '不设任务',
};
const wordOf = (status: StandingStatus | null) => (status ? words[status] : '没有方案');

const kindWords = (kind: Props['kind']) => (kind === 'both' ? '和一起交的学分规则' : policyKindNames[kind]);

interface Props {
  kind: 'rules' | 'schemes' | 'both';
  title: string;
  version: string;
  people: number;
  moves: readonly ShownMove[];
  changed: readonly ChangedPerson[];
  changedTotal: number;
  page: number;
  pages: number;
  text: string;
  other: string;
  year: number;
}

/** What the draft would have given: counts by result, and by name only those whose result changes. */
export function PreviewOutcome(props: Props) {
  const { kind, title, version, people, moves, changed, changedTotal, year } = props;
  return (
    <>
      <Notice tone="success" title={`草稿读懂了：${title}（${version}），${kindWords(kind)}`} announce>
        按它算 {year} 年，{people} 人里有 {changedTotal} 人的年度结果会变。没有保存任何东西。
      </Notice>
      <Section title="各方案的结果">
        <Table
          caption={`${year} 年，按现在的规则和按草稿的人数；不到 5 人的不写数字`}
          rows={moves}
          rowKey={({ position, before, after }) => `${position} ${before} ${after}`}
          empty="这一年没有人有年度方案。"
          columns={[
            { key: 'title', label: '方案', head: true, render: (move) => move.title },
            { key: 'before', label: '现在', render: ({ before }) => wordOf(before) },
            { key: 'after', label: '按草稿', render: ({ after }) => wordOf(after) },
            { key: 'people', label: '人数', align: 'end', render: (move) => move.people ?? '不到 5' },
          ]}
        />
      </Section>
      {changedTotal > 0 ? (
        <Section title="结果会变的人">
          <Table
            caption={`共 ${changedTotal} 人，按姓名排`}
            rows={changed}
            rowKey={({ personId }) => personId}
            empty=""
            columns={[
              { key: 'name', label: '姓名', head: true, short: true, render: ({ name }) => name },
              { key: 'before', label: '现在', render: ({ before }) => wordOf(before) },
              { key: 'after', label: '按草稿', render: ({ after }) => wordOf(after) },
            ]}
          />
          <Turn {...props} />
        </Section>
      ) : null}
    </>
  );
}

/** The draft is nowhere but on this page, so turning the page sends it once more. */
function Turn({ page, pages, text, other, year }: Props) {
  if (pages < 2) return null;
  return (
    <form method="post" className="actions">
      <input type="hidden" name="text" value={text} />
      <input type="hidden" name="other" value={other} />
      <input type="hidden" name="year" value={year} />
      <input type="hidden" name="again" value="1" />
      {page > 1 ? (
        <Button name="page" value={page - 1}>
          上一页
        </Button>
      ) : null}
      <p>
        第 {page} 页，共 {pages} 页
      </p>
      {page < pages ? (
        <Button name="page" value={page + 1}>
          下一页
        </Button>
      ) : null}
    </form>
  );
}
