import { useEffect, useRef, useState } from 'react';
import type { PaperQuestion } from '#app/features/exercises/desk.server.ts';
import type { Exercise } from '#app/features/exercises/exercises.server.ts';
import { CaseText } from '#app/features/exercises/parts/case-text.tsx';
import { PaperField } from '#app/features/exercises/parts/paper-field.tsx';
import { Button } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';

interface Props {
  exercise: Exercise;
  paper: { attemptId: string; number: number; questions: PaperQuestion[] };
  action: string;
  unanswered: boolean;
}

/** The open attempt. Answers are saved as they are given; without JavaScript by either button. */
export function QuizPaper({ exercise, paper, action, unanswered }: Props) {
  const { form, saving, save } = useAutosave(action);
  const open = unanswered ? paper.questions.filter(({ choice }) => choice.length === 0) : [];
  return (
    <>
      <ErrorSummary
        title="还有题没有答"
        errors={open.map(({ questionId }) => ({
          field: questionId,
          message: `第 ${paper.questions.findIndex((each) => each.questionId === questionId) + 1} 题还没有答。`,
        }))}
      />
      <PageTitle
        eyebrow={`第 ${paper.number} 次，共 ${exercise.maxAttempts} 次机会`}
        title={exercise.title}
        lead={`${paper.questions.length} 道题，${exercise.passMark} 分通过。不限时间。`}
      />
      {exercise.intro ? <CaseText text={exercise.intro} /> : null}
      <form className="form" method="post" action={action} ref={form} onChange={save}>
        <input type="hidden" name="attempt" value={paper.attemptId} />
        {/* The first button of a form is what the Enter key presses: here it keeps what is written and stays on the page. */}
        <button className="sr-only" type="submit" name="means" value="stay" tabIndex={-1} aria-hidden="true">
          保存
        </button>
        {paper.questions.map((question, index) => (
          <PaperField
            key={question.questionId}
            question={question}
            number={index + 1}
            error={open.includes(question) ? '这道题还没有答。' : undefined}
            onMove={save}
          />
        ))}
        <p className="quiet" role="status">
          {saving}
        </p>
        <div className="actions">
          <Button type="submit" name="means" value="hand-in" tone="primary">
            交卷
          </Button>
          {open.length > 0 ? (
            <Button type="submit" name="means" value="hand-in-anyway">
              不答了，就这样交
            </Button>
          ) : null}
          <Button type="submit" name="means" value="save" tone="quiet">
            先保存，下次再答
          </Button>
        </div>
      </form>
    </>
  );
}

const SAVE_AFTER_MS = 600;

/** Whether what was sent is kept; null: it could not be said. */
const savingWords: Record<`${boolean | null}`, string> = {
  true: '答案已自动保存。',
  false: '这份卷子已经交上去了，刚才改的没有保存。刷新这一页看结果。',
  null: '刚才没有保存成功，交卷时会再存一次。',
};

function useAutosave(action: string) {
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const [saving, setSaving] = useState('');
  const isAway = useRef(false);
  useEffect(() => () => clearTimeout(timer.current), []);
  const send = async () => {
    if (!form.current) return;
    const body = new FormData(form.current);
    try {
      const answer = await fetch(action, { method: 'POST', body, headers: { accept: 'application/json' } });
      isAway.current = false;
      const kept = answer.ok ? ((await answer.json()) as { saved: boolean }).saved : null;
      setSaving(savingWords[`${kept}`]);
    } catch {
      isAway.current = true;
      setSaving('网络断了，答案还在这一页上。连上以后会再保存。');
    }
  };
  const save = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void send(), SAVE_AFTER_MS);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: they read what is there when it happens
  useEffect(() => {
    const back = () => isAway.current && save();
    window.addEventListener('online', back);
    return () => window.removeEventListener('online', back);
  }, []);
  // On a slow phone somebody answers before this script runs: what is ticked or written by then is saved as well.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the script has arrived
  useEffect(() => {
    const inputs = [...(form.current?.querySelectorAll('input') ?? [])].filter(
      ({ type }) => type !== 'hidden',
    );
    if (inputs.some((one) => one.checked !== one.defaultChecked || one.value !== one.defaultValue)) save();
  }, []);
  return { form, saving, save };
}
