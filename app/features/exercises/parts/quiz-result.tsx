import type { MarkedQuestion } from '#app/features/exercises/desk.server.ts';
import { FileLinks } from '#app/features/media/parts/work-files.tsx';
import { Status } from '#app/ui/status.tsx';
import { useSpoken, You } from '#app/ui/view.tsx';

interface Props {
  result: { score: number | null; questions: MarkedQuestion[] };
  passed: boolean;
}

/** A handed-in attempt, question by question; what was right and why only after passing. */
export function QuizResult({ result, passed }: Props) {
  const spoken = useSpoken();
  return (
    <>
      {passed ? null : (
        <p>
          {spoken(
            result.score === null
              ? '交的文件要请老师看过，才能算出分数。出分以后会通知你，这之前先不用再考。'
              : '下面标出了答错的题。通过以后可以看到每题的答案和解析，下一次的题目会重新抽。',
          )}
        </p>
      )}
      <ol className="quiz-result">
        {result.questions.map((question) => (
          <li key={question.questionId}>
            <p className="rule-head">
              <span>{question.stem}</span>
              <Outcome question={question} />
            </p>
            <p className="quiet">
              <You />
              的答案：{wordsOf(question, question.choice) || '没有答'}
            </p>
            <FileLinks files={question.files} />
            {question.words ? <p className="whitespace-pre-line">老师说：{spoken(question.words)}</p> : null}
            {question.answer && question.answer.length > 0 && !question.right ? (
              <p>正确答案：{wordsOf(question, question.answer)}</p>
            ) : null}
            {question.explanation ? <p>{question.explanation}</p> : null}
          </li>
        ))}
      </ol>
    </>
  );
}

function Outcome({ question: { kind, right, choice } }: { question: MarkedQuestion }) {
  if (right === null) return <Status tone="progress">等老师看</Status>;
  if (right) return <Status tone="done">答对</Status>;
  return (
    <Status tone="attention">{kind === 'upload' ? (choice.length > 0 ? '还不行' : '没有交') : '答错'}</Status>
  );
}

/** An answer in words: the chosen options as they stood, an order from first to last, written text as it is. */
function wordsOf({ kind, options }: MarkedQuestion, answer: readonly string[]): string {
  if (kind === 'upload') return answer.length > 0 ? `${answer.length} 个文件` : '';
  if (kind === 'short-text') return answer.join(' 或 ');
  if (kind !== 'ordering')
    return options
      .filter(({ key }) => answer.includes(key))
      .map(({ text }) => text)
      .join('；');
  return answer.map((key) => options.find((option) => option.key === key)?.text ?? '').join(' → ');
}
