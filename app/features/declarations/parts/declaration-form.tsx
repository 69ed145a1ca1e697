import { type Question, questionsFor } from '#app/features/declarations/asks.rules.ts';
import type { Kind } from '#app/features/declarations/declarable.rules.ts';
import type { EvidenceFile } from '#app/features/declarations/evidence.server.ts';
import type { SameThing } from '#app/features/declarations/same-items.server.ts';
import { FilesWithRemove } from '#app/features/media/parts/work-files.tsx';
import { MOST_FILES, workFileHint } from '#app/features/media/work-files.rules.ts';
import { type FormAnswer, fieldOf } from '#app/lib/form-answer.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatDate } from '#app/lib/time.ts';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { FileField } from '#app/ui/file-field.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { TextArea, TextField } from '#app/ui/text-field.tsx';

interface Props {
  kind: Kind;
  answer: FormAnswer | undefined;
  usual?: Readonly<Record<string, string>>;
  files?: readonly EvidenceFile[];
  /** Of the same person and kind: what it may be one thing with. */
  same?: readonly SameThing[];
}

const sameHints = {
  highest: '同一篇、同一项先后得了不同级别的，只计最高的一级。题目写得一样的，不选也按同一件算。',
  capped: '同一个班、同一次外出分几次申报的，请选第一次的那份，合起来算上限。',
} as const;

/** The questions of one kind, and nothing that it does not need; files last, since they cannot be shown again. */
export function DeclarationFields({ kind, answer, usual = {}, files = [], same = [] }: Props) {
  const field = fieldOf(answer, usual);
  const asks = questionsFor(kind.category);
  const hinted = ({ label, hint }: Question) => ({ label, hint });
  return (
    <>
      <TextField {...field('title')} {...hinted(asks.title)} maxLength={120} />
      <HowMuch kind={kind} answer={answer} usual={usual} />
      {same.length > 0 ? (
        <SelectField
          {...field('sameAs')}
          label="和以前申报的哪一份是同一件"
          hint={sameHints[kind.item ?? 'capped']}
          optional
          placeholder="都不是，是另一件"
          options={same.map(({ id, title, occurredOn }) => ({
            value: id,
            label: `${title}，${formatDate(occurredOn)}`,
          }))}
        />
      ) : null}
      <TextField {...field('occurredOn')} {...hinted(asks.occurredOn)} type="date" width="medium" />
      <TextField {...field('organiser')} {...hinted(asks.organiser)} maxLength={120} />
      {asks.part ? <TextField {...field('part')} {...hinted(asks.part)} optional maxLength={60} /> : null}
      {asks.certificate ? (
        <TextField {...field('certificate')} {...hinted(asks.certificate)} optional maxLength={64} />
      ) : null}
      {asks.companions ? (
        <TextField {...field('companions')} {...hinted(asks.companions)} optional maxLength={200} />
      ) : null}
      <TextArea {...field('words')} {...hinted(asks.words)} rows={5} />
      <FilesWithRemove files={files} />
      {files.length < MOST_FILES ? (
        <FileField
          name="file"
          label={files.length > 0 ? '再加文件' : '照片或文件'}
          hint={`${workFileHint}只有本人和审核的人看得到。`}
          optional
          multiple
          error={field('file').error}
        />
      ) : null}
    </>
  );
}

/** By which outcome, or how much; and whether for the first time where that pays otherwise. */
function HowMuch({ kind, answer, usual = {} }: Omit<Props, 'files'>) {
  const asks = questionsFor(kind.category);
  const field = fieldOf(answer, usual);
  const shownIn = (name: string) => (answer ? answer.fields[name] : usual[name]);
  const errorOf = (name: string) => field(name).error;
  return (
    <>
      {kind.levels.length > 0 ? (
        <RadioGroup
          name="level"
          label="是哪一种"
          value={shownIn('level')}
          error={errorOf('level')}
          choices={kind.levels.map(({ key, label, hundredths }) => ({
            value: key,
            label: `${label}，${formatHundredths(hundredths)} 学分`,
          }))}
        />
      ) : (
        <TextField
          {...field('units')}
          label={`${asks.units?.label ?? '做了多少'}（${kind.unit}）`}
          hint={asks.units?.hint}
          inputMode="decimal"
          width="short"
        />
      )}
      {kind.repeats ? (
        <RadioGroup
          name="again"
          label="这门课你是第一次讲吗"
          value={shownIn('again')}
          error={errorOf('again')}
          choices={[
            { value: 'no', label: '第一次讲' },
            { value: 'yes', label: '以前讲过' },
          ]}
        />
      ) : null}
    </>
  );
}
