import { pointsOf } from '#app/features/tasks/rubric.rules.ts';
import type { Task } from '#app/features/tasks/tasks.server.ts';
import { type FormAnswer, fieldOf } from '#app/lib/form-answer.ts';
import { Button } from '#app/ui/button.tsx';
import { TextArea, TextField } from '#app/ui/text-field.tsx';

/** Points for each criterion, words for the learner, and two ways to end. */
export function ReviewForm({ task, answer }: { task: Task; answer: FormAnswer | undefined }) {
  const field = fieldOf(answer);
  return (
    <form className="form" method="post">
      {task.criteria.map(({ label, words, points }, index) => (
        <TextField
          key={label}
          {...field(`points${index + 1}`)}
          label={`${label}（0–${points} 分）`}
          hint={words || undefined}
          inputMode="numeric"
          width="short"
        />
      ))}
      <p className="quiet">
        满分 {pointsOf(task.criteria)} 分，{task.passMark} 分通过。退回修改时分数可以先不写。
      </p>
      <TextArea
        {...field('words')}
        label="给学员的话"
        hint="退回时写清楚要改什么；通过时说说好在哪里。"
        rows={5}
        maxLength={2000}
      />
      <div className="actions">
        <Button name="means" value="pass" tone="primary">
          通过
        </Button>
        <Button name="means" value="return">
          退回修改
        </Button>
      </div>
    </form>
  );
}
