import type { MarkedQuestion } from '#app/features/exercises/desk.server.ts';
import { Status } from '#app/ui/status.tsx';
import { You } from '#app/ui/view.tsx';

/** A handed-in attempt, question by question; what was right and why only after passing. */
export function QuizResult({ result, passed }: { result: { questions: MarkedQuestion[] }; passed: boolean }) {
  return (
    <>
      {passed ? null : <p>下面标出了答错的题。通过以后可以看到每题的答案和解析，下一次的题目会重新抽。</p>}
      <ol className="quiz-result">
        {result.questions.map((question) => (
          <li key={question.questionId}>
            <p className="rule-head">
              <span>{question.stem}</span>
              <Status tone={question.right ? 'done' : 'attention'}>{question.right ? '答对' : '答错'}</Status>
            </p>
            <p className="quiet">
              <You />
              的答案：{wordsOf(question, question.choice) || '没有答'}
            </p>
            {question.answer && !question.right ? (
              <p>正确答案：{wordsOf(question, question.answer)}</p>
            ) : null}
            {question.explanation ? <p>{question.explanation}</p> : null}
          </li>
        ))}
      </ol>
    </>
  );
}

/** An answer in words: the chosen options as they stood, an order from first to last, written text as it is. */
function wordsOf({ kind, options }: MarkedQuestion, answer: readonly string[]): string {
  if (kind === 'short-text') return answer.join(' 或 ');
  if (kind !== 'ordering')
    return options
      .filter(({ key }) => answer.includes(key))
      .map(({ text }) => text)
      .join('；');
  return answer.map((key) => options.find((option) => option.key === key)?.text ?? '').join(' → ');
}
