import type { emptyForm } from '#app/features/exercises/question-form.ts';
import { letters } from '#app/features/exercises/question-words.rules.ts';
import type { QuestionKind } from '#app/features/exercises/questions.schema.ts';
import { MOST_FILES } from '#app/features/media/work-files.rules.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { CheckboxGroup, RadioGroup } from '#app/ui/choice-group.tsx';
import { TextArea, TextField } from '#app/ui/text-field.tsx';

interface Props {
  kind: QuestionKind;
  objectives: readonly string[];
  sent: typeof emptyForm;
  errors: readonly { field?: string; message: string }[];
  submit: string;
  back: string;
}

/** The form of one question; which fields it has depends on its kind. */
export function QuestionForm({ kind, objectives, sent, errors, submit, back }: Props) {
  const errorOf = (name: string) => errors.find(({ field }) => field === name)?.message;
  const field = (name: string) => ({ name, defaultValue: sent.fields[name], error: errorOf(name) });
  return (
    <form className="form" method="post">
      <TextArea {...field('stem')} label="题目" rows={3} maxLength={1000} />
      <RadioGroup
        name="objective"
        label="对应这门课的第几个目标"
        hint="抽题时每个目标尽量都抽到。"
        value={sent.fields.objective}
        error={errorOf('objective')}
        choices={objectives.map((words, place) => ({
          value: String(place + 1),
          label: `${place + 1}. ${words}`,
        }))}
      />
      <Answers kind={kind} field={field} chosen={sent.lists.answer} error={errorOf('answer')} />
      <TextArea
        {...field('explanation')}
        label={kind === 'upload' ? '交什么样的算对' : '解析'}
        hint={
          kind === 'upload'
            ? '看的老师照它来看，学员通过以后也看得到。'
            : '通过以后学员才看得到。写清楚为什么。'
        }
        rows={3}
        maxLength={1000}
        optional={kind !== 'upload'}
      />
      <div className="actions">
        <Button type="submit" tone="primary">
          {submit}
        </Button>
        <ButtonLink href={back} tone="quiet">
          不改了，回题库
        </ButtonLink>
      </div>
    </form>
  );
}

interface AnswersProps {
  kind: QuestionKind;
  field: (name: string) => { name: string; defaultValue?: string; error?: string };
  chosen: readonly string[];
  error: string | undefined;
}

function Answers({ kind, field, chosen, error }: AnswersProps) {
  if (kind === 'upload')
    return (
      <p className="quiet">
        学员交文件来答，一道题最多 {MOST_FILES} 个。交卷以后由带班的老师看过，才出分数。
      </p>
    );
  if (kind === 'short-text')
    return (
      <TextArea
        {...field('accepted')}
        id="answer"
        error={error}
        label="可以接受的答案"
        hint="一行一个。全角半角、大小写、空格不同，都算对。"
        rows={4}
      />
    );
  if (kind === 'true-false')
    return (
      <RadioGroup
        name="answer"
        label="这句话是"
        layout="inline"
        value={chosen[0]}
        error={error}
        choices={[
          { value: 'A', label: '对的' },
          { value: 'B', label: '错的' },
        ]}
      />
    );
  const ordering = kind === 'ordering';
  return (
    <>
      <h2>{ordering ? '步骤，从第一步写到最后一步' : '选项'}</h2>
      <p className="quiet">
        {ordering ? '学员看到的是打乱的，要排回这个顺序。' : '学员看到的先后每次不同。'}
        用不到的空着。
      </p>
      {letters.map((letter, place) => (
        <TextField
          key={letter}
          {...field(`option${letter}`)}
          label={ordering ? `第 ${place + 1} 步` : `选项 ${letter}`}
          maxLength={300}
          optional={place > (ordering ? 2 : 1)}
        />
      ))}
      {ordering ? null : <RightOnes kind={kind} chosen={chosen} error={error} />}
    </>
  );
}

function RightOnes({ kind, chosen, error }: Pick<AnswersProps, 'kind' | 'chosen' | 'error'>) {
  const choices = letters.map((letter) => ({ value: letter, label: letter }));
  const group = { name: 'answer', layout: 'inline' as const, error, choices };
  return kind === 'multiple' ? (
    <CheckboxGroup {...group} label="正确答案" hint="勾出所有对的，至少两个。" values={chosen} />
  ) : (
    <RadioGroup {...group} label="正确答案" value={chosen[0]} />
  );
}
