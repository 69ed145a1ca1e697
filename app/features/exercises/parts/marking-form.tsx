import type { QuestionAtDesk } from '#app/features/exercises/marking-desk.server.ts';
import { markFields } from '#app/features/exercises/marking-form.ts';
import { QuestionToMark } from '#app/features/exercises/parts/question-to-mark.tsx';
import { type FormAnswer, fieldOf } from '#app/lib/form-answer.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { TextArea } from '#app/ui/text-field.tsx';

interface Props {
  questions: readonly QuestionAtDesk[];
  answer: FormAnswer | undefined;
}

/** Every question that was answered with files, each with its verdict and words for the learner. */
export function MarkingForm({ questions, answer }: Props) {
  const field = fieldOf(answer);
  return (
    <form method="post">
      {questions.map((question) => {
        const names = markFields(question.place);
        const { defaultValue, ...right } = field(names.right);
        return (
          <QuestionToMark key={question.questionId} question={question}>
            <div className="form">
              <RadioGroup
                {...right}
                value={defaultValue}
                label={`第 ${question.place} 题怎么样`}
                layout="inline"
                choices={[
                  { value: 'yes', label: '对' },
                  { value: 'no', label: '还不行' },
                ]}
              />
              <TextArea
                {...field(names.words)}
                label="给学员的话"
                hint="还不行的，写清楚差在哪里；对的，说说好在哪里。"
                rows={3}
                maxLength={1000}
              />
            </div>
          </QuestionToMark>
        );
      })}
      <div className="actions">
        <Button type="submit" tone="primary">
          评好了，出分
        </Button>
        <ButtonLink href="/teach/exercises/marking" tone="quiet">
          先不评，回列表
        </ButtonLink>
      </div>
    </form>
  );
}
