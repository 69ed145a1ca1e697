import { confirmationWords, counterWords } from '#app/features/closing/sheet-words.rules.ts';
import type { SheetLine } from '#app/features/closing/statements.server.ts';
import { ISSUER } from '#app/features/credentials/certificate.rules.ts';
import { reckoningWords } from '#app/features/credits/scheme-words.rules.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { type Paper, SHEET } from '#app/lib/paper/paper.server.ts';
import { formatDate } from '#app/lib/time.ts';
import { positionNames } from '#app/lib/vocabulary.ts';
import { statusWords, WITHOUT_SHEET } from './parts/status-words.ts';
import { footWords } from './sheet-foot.rules.ts';
import { exemptionWords } from './sheet-notes.rules.ts';
import type { SheetView } from './sheet-view.ts';

const entryColumns = [
  { title: '日期', share: 3 },
  { title: '课程或事项', share: 7 },
  { title: '类别', share: 1.4 },
  { title: '学分', share: 1.4, align: 'right' as const },
  { title: '说明', share: 3 },
];

/**
 * Writes somebody's year on sheets of A4, with the same words as the page: what was owed, what counts, on which entries. `checkAt`: the address under which a frozen one
 * can be checked, for the code in its corner.
 */
export function writeStatement(paper: Paper, statement: SheetView, checkAt: string | null = null): void {
  const { name, year, standing, appraisals, frozen, late } = statement;
  paper.paragraph(ISSUER, { colour: 'quiet', after: 2 });
  paper.heading(`${year} 年度学分情况表`);
  paper.facts([
    ...(frozen ? [['编号', frozen.number] as const] : []),
    ['姓名', name],
    postsFact(statement),
    ['方案版本', standing.schemesVersion ?? '没有方案'],
    ['结果', statement.leftOut ? WITHOUT_SHEET : statusWords[standing.status]],
    ...statement.exemptions.map(
      (one) => ['免考核', exemptionWords(one, { named: frozen === null })] as const,
    ),
    ...(frozen ? [['本人意见', frozen.said ?? confirmationWords[frozen.confirmation]] as const] : []),
  ]);
  for (const scheme of standing.standings) writeScheme(paper, statement, scheme);
  paper.heading('学分流水', 2);
  writeLines(paper, statement.entries);
  if (appraisals.length > 0)
    paper.paragraph(
      `老师评学：${appraisals.map(({ courseTitle, levelName }) => `《${courseTitle}》${levelName}`).join('，')}。`,
    );
  if (late.length > 0) {
    paper.heading('结账后的变化', 2);
    paper.paragraph('下面是结账以后才记入的，不计入本表。', { size: 9.5 });
    writeLines(paper, late);
  }
  writeFoot(paper, statement, checkAt);
}

function postsFact({ posts, onDay, today }: SheetView): readonly [string, string] {
  const held = posts.map(({ position, unitName }) => `${unitName} ${positionNames[position]}`).join('；');
  return [onDay === today ? '身份' : `${formatDate(onDay)}的身份`, held || '没有登记'];
}

const CODE_SIZE = 72;

function writeFoot(paper: Paper, statement: SheetView, checkAt: string | null): void {
  paper.room(checkAt ? 150 : 90);
  paper.paragraph(footWords(statement), { colour: 'quiet', after: 24 });
  paper.paragraph('本人确认：　　　　　　　　　学院核定：　　　　　　　　　组织查阅：');
  if (!checkAt) return;
  const left = SHEET.width - SHEET.margin - CODE_SIZE;
  const top = paper.height();
  paper.qr(checkAt, { x: left, y: top, size: CODE_SIZE });
  const beside = { x: SHEET.margin, y: top + 24, width: left - SHEET.margin - 12 };
  paper.place(`扫码核验这张表是否有效：${checkAt}`, beside, { size: 8.5, align: 'right', colour: 'quiet' });
}

function writeScheme(
  paper: Paper,
  { courseTitles, beside }: SheetView,
  scheme: SheetView['standing']['standings'][number],
): void {
  const { required, counters } = scheme;
  if (required === 0 && counters.length === 0) return;
  paper.heading(scheme.title, 2);
  if (required > 0) paper.paragraph(figureWords(scheme), { bold: true });
  const look = { size: 9.5 };
  for (const words of reckoningWords(scheme)) paper.paragraph(words, look);
  for (const { category, label, earned, counted, cap } of scheme.categories)
    paper.paragraph(
      `${category} ${label}：取得 ${formatHundredths(earned)}，计入 ${formatHundredths(counted)}${cap === null ? '' : `（最多计入 ${formatHundredths(cap)}）`}`,
      look,
    );
  for (const minimum of scheme.minimums)
    paper.paragraph(
      `${minimum.label}至少 ${formatHundredths(minimum.required)}：取得 ${formatHundredths(minimum.earned)}`,
      look,
    );
  for (const counter of counters) paper.paragraph(counterWords(counter), look);
  for (const words of beside[scheme.position] ?? []) paper.paragraph(words, look);
  for (const { code, done, dueThisYear } of scheme.requiredCourses)
    paper.paragraph(
      `必修《${courseTitles[code] ?? code}》：${done ? '已结业' : dueThisYear ? '这一年要修，还没修' : '还没修，这一年不要求'}`,
      look,
    );
}

function figureWords({
  required,
  earned,
  counted,
  missing,
  status,
}: SheetView['standing']['standings'][number]) {
  const figures = [
    ['应修', required],
    ['取得', earned],
    ['计入', counted],
    ['还差', missing],
  ] as const;
  const words = figures.map(([word, amount]) => `${word} ${formatHundredths(amount)}`).join('　');
  return `${words}　结果 ${statusWords[status]}`;
}

function writeLines(paper: Paper, lines: readonly SheetLine[]): void {
  const rows = lines.map(({ occurredOn, title, category, amount, kind, reversed, reason }) => [
    formatDate(occurredOn),
    title,
    category,
    formatHundredths(amount),
    kind === 'reversal' ? `冲销：${reason ?? ''}` : reversed ? '已冲销' : '',
  ]);
  if (rows.length > 0) paper.table({ columns: entryColumns, rows });
  else paper.paragraph('这一年还没有学分。');
}
