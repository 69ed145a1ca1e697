import type { SheetView } from '#app/features/assessment/sheet-view.ts';
import { confirmationWords } from '#app/features/closing/sheet-words.rules.ts';
import { formatDate } from '#app/lib/time.ts';
import { positionNames } from '#app/lib/vocabulary.ts';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { StatementSheet } from '#app/ui/statement-sheet.tsx';
import { SheetEntries, SheetLate } from './sheet-entries.tsx';
import { SheetSchemes } from './sheet-schemes.tsx';
import { statusWords } from './status-words.ts';

/** The yearly credit statement on A4: what was owed, what counts, on which entries. */
export function Statement({ statement }: { statement: SheetView }) {
  const { name, year, posts, frozen } = statement;
  return (
    <StatementSheet
      title={`${year} 年度学分情况表`}
      number={frozen?.number}
      signatures={['本人确认', '学院核定', '组织查阅']}
      foot={<Foot statement={statement} />}
    >
      <DescriptionList
        facts={[
          ['姓名', name],
          [
            '身份',
            posts.map(({ position, unitName }) => `${unitName} ${positionNames[position]}`).join('；') ||
              '没有登记',
          ],
          ['方案版本', statement.schemesVersion ?? '没有方案'],
          ['结果', statusWords[statement.status]],
          frozen ? ['本人意见', confirmationWords[frozen.confirmation]] : null,
        ]}
      />
      <SheetSchemes statement={statement} />
      <SheetEntries statement={statement} />
      {statement.appraisals.length > 0 ? (
        <p>
          老师评学：
          {statement.appraisals
            .map(({ courseTitle, levelName }) => `《${courseTitle}》${levelName}`)
            .join('，')}
          。
        </p>
      ) : null}
      <SheetLate statement={statement} />
    </StatementSheet>
  );
}

function Foot({ statement: { frozen, today } }: { statement: SheetView }) {
  const informs = '本表供组织了解参考，不作为唯一依据。';
  if (!frozen)
    return (
      <>
        {informs}统计到 {formatDate(today)}，年度没有结账，以后可能变化。
      </>
    );
  return (
    <>
      {informs}统计到 {formatDate(today)}，{formatDate(frozen.frozenAt)} 结账。校验码{' '}
      {codeInFours(frozen.code)}
      ，内容指纹 {frozen.sheetHash.slice(0, 16)}。
      {frozen.supersededBy === null ? null : <strong>已被第 {frozen.supersededBy} 版取代。</strong>}
    </>
  );
}

const codeInFours = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');
