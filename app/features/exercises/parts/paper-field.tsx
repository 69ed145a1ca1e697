import { type ReactNode, useEffect, useState } from 'react';
import { MOST_LETTERS, moved, shownOrder } from '#app/features/exercises/choices.rules.ts';
import type { PaperQuestion } from '#app/features/exercises/desk.server.ts';
import { FileLinks } from '#app/features/media/parts/work-files.tsx';
import { Button } from '#app/ui/button.tsx';
import { CheckboxGroup, RadioGroup } from '#app/ui/choice-group.tsx';
import { FieldError, Hint } from '#app/ui/field-frame.tsx';
import { TextField } from '#app/ui/text-field.tsx';

const hints = {
  single: '单选',
  multiple: '多选，选出所有对的',
  'true-false': '判断对错',
  'short-text': '写几个字就行，大小写和空格不影响',
  ordering: '排先后：按“上移”“下移”排好，第一步放在最上面',
  upload: '交文件来答，老师看过再出分',
} as const;

interface Props {
  question: PaperQuestion;
  number: number;
  error?: string | undefined;
  /** After an item has moved on the page itself, where scripts run. */
  onMove: () => void;
}

/** One question of an open attempt, as the field that answers it. */
export function PaperField({ question, number, error, onMove }: Props) {
  const field = {
    name: question.questionId,
    label: `${number}. ${question.stem}`,
    hint: hints[question.kind],
    error,
  };
  const choices = question.options.map(({ key, text }) => ({ value: key, label: text }));
  if (question.kind === 'multiple')
    return <CheckboxGroup {...field} choices={choices} values={question.choice} />;
  if (question.kind === 'short-text')
    return (
      <TextField
        {...field}
        defaultValue={question.choice[0] ?? ''}
        maxLength={MOST_LETTERS}
        autoComplete="off"
        width="medium"
      />
    );
  if (question.kind === 'ordering') return <OrderingField {...{ question, field, onMove }} />;
  if (question.kind === 'upload') return <UploadField {...{ question, field }} />;
  return <RadioGroup {...field} choices={choices} value={question.choice[0]} />;
}

/** The files so far, and the way to the page where they are added; the button keeps everything else on this one first. */
function UploadField({ question: { files }, field }: Omit<OrderingProps, 'onMove'>) {
  const { name } = field;
  return (
    <Asked field={field}>
      <FileLinks files={files} />
      <div className="mt-2">
        <Button type="submit" name="files" value={name}>
          {files.length > 0 ? '加或去掉文件' : '交文件'}
          <span className="sr-only">：{field.label}</span>
        </Button>
      </div>
    </Asked>
  );
}

/** Around an answer that is not one control. */
function Asked({ field, children }: { field: OrderingProps['field']; children: ReactNode }) {
  const { name, label, hint, error } = field;
  return (
    <fieldset
      className={error ? 'field field-wrong' : 'field'}
      id={name}
      tabIndex={-1}
      aria-describedby={error ? `${name}-hint ${name}-error` : `${name}-hint`}
    >
      <legend>{label}</legend>
      <Hint field={name}>{hint}</Hint>
      {error ? <FieldError field={name}>{error}</FieldError> : null}
      {children}
    </fieldset>
  );
}

interface OrderingProps extends Pick<Props, 'question' | 'onMove'> {
  field: { name: string; label: string; hint: string; error?: string | undefined };
}

/**
 * Items with two buttons each. A button posts the form and the page comes back with the item moved; where scripts run it
 * moves at once. Until something has moved there is no answer.
 */
function OrderingField({ question, field, onMove }: OrderingProps) {
  const [order, setOrder] = useState(() => shownOrder(question, question.choice));
  const [touched, setTouched] = useState(question.choice.length > 0);
  const [last, setLast] = useState<{ key: string; way: 'up' | 'down' } | null>(null);
  // A button that travels with its item loses the focus on the way.
  useEffect(() => {
    if (last) document.getElementById(`${field.name}-${last.key}-${last.way}`)?.focus();
  }, [last, field.name]);
  const textOf = (key: string) => question.options.find((option) => option.key === key)?.text ?? '';
  const move = (key: string, way: 'up' | 'down') => {
    setOrder(moved(order, key, way));
    setTouched(true);
    setLast({ key, way });
    onMove();
  };
  const { name } = field;
  return (
    <Asked field={field}>
      <ol className="ordering">
        {order.map((key, place) => (
          <li key={key} className="ordering-item">
            {touched ? <input type="hidden" name={name} value={key} /> : null}
            <span className="ordering-text">
              <span className="figures">{place + 1}.</span> {textOf(key)}
            </span>
            {(['up', 'down'] as const).map((way) => (
              <Button
                key={way}
                name="move"
                value={`${name}:${key}:${way}`}
                aria-label={`${way === 'up' ? '上移' : '下移'}：${textOf(key)}`}
                id={`${name}-${key}-${way}`}
                aria-disabled={place === (way === 'up' ? 0 : order.length - 1) || undefined}
                onClick={(event) => {
                  event.preventDefault();
                  move(key, way);
                }}
              >
                {way === 'up' ? '上移' : '下移'}
              </Button>
            ))}
          </li>
        ))}
      </ol>
      <p className="sr-only" role="status">
        {last ? `${textOf(last.key)}，现在排第 ${order.indexOf(last.key) + 1}。` : null}
      </p>
    </Asked>
  );
}
