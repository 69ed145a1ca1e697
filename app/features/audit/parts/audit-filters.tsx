import type { AuditQuery } from '#app/features/audit/search.schema.ts';
import { families } from '#app/features/journal/action-names.rules.ts';
import { outcomes } from '#app/features/journal/line.rules.ts';
import { Filters } from '#app/ui/filters.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { TextField } from '#app/ui/text-field.tsx';

type Narrowed = Omit<AuditQuery, 'before'>;
type Unclear = { field: 'who' | 'concerns'; people: { id: string; username: string; name: string }[] } | null;

/** Narrows the journal by people, kind of deed, thing, days and outcome. */
export function AuditFilters({ narrowed, unclear }: { narrowed: Narrowed; unclear: Unclear }) {
  const chosen = Object.values(narrowed).filter(Boolean).length;
  const errorOf = (field: 'who' | 'concerns') =>
    unclear?.field !== field
      ? undefined
      : unclear.people.length > 0
        ? `叫这个名字的有 ${unclear.people.length} 位，请在下面选一位。`
        : '没有找到这个人，检查姓名或用户名有没有写错。';
  return (
    <>
      <Filters action="/admin/audit" chosen={chosen} clearHref="/admin/audit">
        <TextField
          name="who"
          label="谁做的"
          hint="写全名或者用户名。"
          defaultValue={narrowed.who}
          error={errorOf('who')}
        />
        <TextField
          name="concerns"
          label="关于谁"
          hint="写全名或者用户名。"
          defaultValue={narrowed.concerns}
          error={errorOf('concerns')}
        />
        <SelectField
          name="family"
          label="哪一类事"
          placeholder="全部"
          defaultValue={narrowed.family}
          options={Object.entries(families).map(([value, { label }]) => ({ value, label }))}
        />
        <SelectField
          name="outcome"
          label="结果"
          placeholder="全部"
          defaultValue={narrowed.outcome}
          options={Object.entries(outcomes).map(([value, label]) => ({ value, label }))}
        />
        <TextField name="from" label="从哪天" type="date" defaultValue={narrowed.from} />
        <TextField name="to" label="到哪天" type="date" defaultValue={narrowed.to} />
        <TextField name="subject" label="事项编号" defaultValue={narrowed.subject} />
      </Filters>
      {unclear && unclear.people.length > 0 ? (
        <ul className="link-list">
          {unclear.people.map(({ id, name, username }) => (
            <li key={id}>
              <a href={`/admin/audit?${new URLSearchParams({ ...narrowed, [unclear.field]: username })}`}>
                {name}（{username}）
              </a>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
