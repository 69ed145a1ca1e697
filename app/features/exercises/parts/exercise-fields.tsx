import { type FormAnswer, fieldOf } from '#app/lib/form-answer.ts';
import { TextArea, TextField } from '#app/ui/text-field.tsx';

interface Props {
  answer: FormAnswer | undefined;
  usual: Readonly<Record<string, string>>;
  /** How many questions there are to draw from; left out before the exercise is there. */
  drawable?: number;
}

/** What is said of an exercise, new or old. */
export function ExerciseFields({ answer, usual, drawable }: Props) {
  const field = fieldOf(answer, usual);
  return (
    <>
      <TextField {...field('title')} label="名称" maxLength={120} />
      <TextArea
        {...field('intro')}
        label="开头的话"
        hint="案例分析把案例写在这里，答题时一直看得到。"
        rows={5}
        maxLength={2000}
        optional
      />
      <TextField
        {...field('drawCount')}
        label="每次抽几道题"
        hint={
          drawable === undefined
            ? '题库里不够时，有多少抽多少。'
            : `现在有 ${drawable} 道题可以抽，不够时有多少抽多少。`
        }
        inputMode="numeric"
        width="short"
      />
      <TextField
        {...field('passMark')}
        label="多少分通过"
        hint="满分 100。"
        inputMode="numeric"
        width="short"
      />
      <TextField {...field('maxAttempts')} label="可以考几次" inputMode="numeric" width="short" />
    </>
  );
}
