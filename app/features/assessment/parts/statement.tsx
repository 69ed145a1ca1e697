import type { SheetView } from '#app/features/assessment/sheet-view.ts';
import { confirmationWords } from '#app/features/closing/sheet-words.rules.ts';
import type { CategoryNames } from '#app/features/credits/category-names.server.ts';
import { pendingWords } from '#app/features/declarations/pending.rules.ts';
import { positionNames } from '#app/lib/vocabulary.ts';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { StatementSheet } from '#app/ui/statement-sheet.tsx';
import { footWords } from '../sheet-foot.rules.ts';
import { exemptionWords } from '../sheet-notes.rules.ts';
import { SheetEntries, SheetLate } from './sheet-entries.tsx';
import { SheetSchemes } from './sheet-schemes.tsx';
import { statusWords, WITHOUT_SHEET } from './status-words.ts';

/** The yearly credit statement on A4: what was owed, what counts, on which entries. */
export function Statement({ statement, names }: { statement: SheetView; names: CategoryNames }) {
  const { name, year, posts, standing, frozen } = statement;
  const pending = statement.pending ? pendingWords(statement.pending) : null;
  return (
    <StatementSheet
      title={
        <>
          {`${year}\u00a0年度`}
          <wbr />
          学分情况表
        </>
      }
      number={frozen?.number}
      signatures={['本人确认', '学院核定', '组织查阅']}
      foot={footWords(statement)}
    >
      <DescriptionList
        facts={[
          ['姓名', name],
          [
            '身份',
            posts.map(({ position, unitName }) => `${unitName} ${positionNames[position]}`).join('；') ||
              '没有登记',
          ],
          ['方案版本', standing.schemesVersion ?? '没有方案'],
          ['结果', statement.leftOut ? WITHOUT_SHEET : statusWords[standing.status]],
          ...statement.exemptions.map((one) => ['免考核', exemptionWords(one)] as const),
          frozen ? ['本人意见', frozen.said ?? confirmationWords[frozen.confirmation]] : null,
        ]}
      />
      <SheetSchemes statement={statement} />
      <SheetEntries {...{ statement, names }} />
      {statement.appraisals.length > 0 ? (
        <p>
          老师评学：
          {statement.appraisals
            .map(({ courseTitle, levelName }) => `《${courseTitle}》${levelName}`)
            .join('，')}
          。
        </p>
      ) : null}
      {pending ? <p>{pending}</p> : null}
      <SheetLate {...{ statement, names }} />
    </StatementSheet>
  );
}
