import type { BankQuestion } from '#app/features/exercises/bank.server.ts';
import { kindNames } from '#app/features/exercises/question-words.rules.ts';
import { type Column, Table } from '#app/ui/table.tsx';

interface Props {
  code: string;
  questions: readonly BankQuestion[];
  pools: Readonly<Record<string, string>>;
}

/** The questions of a bank, one a row; the wording leads to the form that changes it. */
export function QuestionTable({ code, questions, pools }: Props) {
  const columns: Column<BankQuestion>[] = [
    {
      key: 'stem',
      label: '题目',
      head: true,
      render: ({ id, stem }) => (
        <a id={id} href={`/teach/courses/${code}/questions/${id}`}>
          {stem}
        </a>
      ),
    },
    { key: 'kind', label: '题型', short: true, render: ({ kind }) => kindNames[kind] },
    { key: 'objective', label: '目标', short: true, render: ({ objective }) => `第 ${objective} 个` },
    { key: 'answer', label: '答案', render: answerWords },
    {
      key: 'pool',
      label: '哪里会抽到',
      render: ({ pool }) => poolWords(pools, pool),
    },
  ];
  return <Table caption="题目" captionHidden columns={columns} rows={questions} rowKey={({ id }) => id} />;
}

/** Which quizzes draw from a pool. */
export const poolWords = (pools: Readonly<Record<string, string>>, pool: string): string =>
  pool === '' ? '课后小测' : (pools[pool] ?? '用模板建的那份');

/** What is right, as a text. */
export function answerWords({ kind, options, answer }: BankQuestion): string {
  if (kind === 'upload') return '老师看过算';
  if (kind === 'short-text') return answer.join(' 或 ');
  const texts = answer.map((key) => options.find((option) => option.key === key)?.text ?? '');
  return texts.join(kind === 'ordering' ? ' → ' : '；');
}
