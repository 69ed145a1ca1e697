import type { LoaderFunctionArgs } from '@remix-run/node';
import { readBankQuery } from '#app/features/exercises/bank.schema.ts';
import { type BankQuestion, questionsOfBank } from '#app/features/exercises/bank.server.ts';
import { exercisesOfCourse } from '#app/features/exercises/exercises.server.ts';
import { answerWords, poolWords } from '#app/features/exercises/parts/question-table.tsx';
import { kindNames } from '#app/features/exercises/question-words.rules.ts';
import type { SheetColumn } from '#app/lib/sheets/table-sheet.ts';
import { bankAt } from '#app/shell/bank-gate.server.ts';
import { tableFile } from '#app/shell/table-file.server.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { everyRow } from '#db/part.server.ts';

/** The questions of a bank, narrowed as the page is; for whoever keeps the course. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { course } = await bankAt(request, context, params.code);
  const { objective, kind, retired } = readBankQuery(new URL(request.url));
  const view = { courseId: course.id, objective, kind, retired, pageSize: 0 };
  const exercises = await exercisesOfCourse(context.db, course.id);
  const pools = Object.fromEntries(exercises.map(({ pool, title }) => [pool, title]));
  const columns: readonly SheetColumn<BankQuestion>[] = [
    { title: '题目', width: 60, value: ({ stem }) => stem },
    { title: '题型', width: 10, value: (one) => kindNames[one.kind] },
    { title: '目标', width: 10, value: (one) => `第 ${one.objective} 个` },
    { title: '选项', width: 48, value: ({ options }) => options.map(({ text }) => text).join('；') },
    { title: '答案', width: 36, value: answerWords },
    { title: '解析', width: 48, value: ({ explanation }) => explanation },
    { title: '哪里会抽到', width: 20, value: ({ pool }) => poolWords(pools, pool) },
  ];
  const file = givingWay(context.db);
  return tableFile({
    name: `题库 ${course.title}`,
    columns,
    rows: everyRow(
      async (after) => (await questionsOfBank(file, { ...view, after })).questions,
      (one) => [one.objective, one.code],
    ),
  });
}
