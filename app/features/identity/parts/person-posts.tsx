import { formatDate } from '#app/lib/time.ts';
import { type Position, positionNames, positions } from '#app/lib/vocabulary.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import { TextField } from '#app/ui/text-field.tsx';

export interface ShownPost {
  id: string;
  position: Position;
  unitName: string;
  validFrom: string;
  validTo: string | null;
  source?: string;
}

/** Where a post is known from. */
const sourceWords: Readonly<Record<string, string>> = {
  registrar: '教务登记',
  roster: '花名册导入',
  demo: '演示数据',
};

const until = (validTo: string | null) => (validTo ? formatDate(validTo) : '至今');

/** What a person is today, each with the way to end it. */
export function PostTable({ posts, today }: { posts: readonly ShownPost[]; today: string }) {
  const columns: readonly Column<ShownPost>[] = [
    { key: 'position', label: '岗位', head: true, render: ({ position }) => positionNames[position] },
    { key: 'unit', label: '所在', render: ({ unitName }) => unitName },
    { key: 'from', label: '从', render: ({ validFrom }) => formatDate(validFrom) },
    { key: 'to', label: '到', render: ({ validTo }) => until(validTo) },
    { key: 'source', label: '登记来源', render: ({ source }) => sourceWords[source ?? ''] ?? '教务登记' },
    { key: 'end', label: '操作', render: (post) => <EndPost post={post} today={today} /> },
  ];
  return (
    <Table
      caption="今天的岗位"
      captionHidden
      columns={columns}
      rows={posts}
      rowKey={({ id }) => id}
      empty={<p className="quiet">还没有登记岗位。</p>}
    />
  );
}

function EndPost({ post: { id, position }, today }: { post: ShownPost; today: string }) {
  return (
    <ConfirmFold label="结束…">
      <form className="form" method="post">
        <input type="hidden" name="what" value="appointment-end" />
        <input type="hidden" name="appointmentId" value={id} />
        <TextField
          id={`last-${id}`}
          name="lastDay"
          label={`${positionNames[position]}的最后一天`}
          type="date"
          width="medium"
          defaultValue={today}
          required
        />
        <Button>登记结束</Button>
      </form>
    </ConfirmFold>
  );
}

export interface UnitChoice {
  id: string;
  trail: string;
}

const positionOptions = positions.map((value) => ({ value, label: positionNames[value] }));

/** Adds a post at one of the units found. */
export function PostForm({ units, today }: { units: readonly UnitChoice[]; today: string }) {
  return (
    <form className="form" method="post">
      <input type="hidden" name="what" value="appointment" />
      <SelectField name="position" label="岗位" placeholder="请选择" options={positionOptions} required />
      <SelectField
        name="orgUnitId"
        label="所在组织"
        options={units.map(({ id, trail }) => ({ value: id, label: trail }))}
        required
      />
      <TextField
        name="validFrom"
        label="从哪一天起"
        type="date"
        width="medium"
        defaultValue={today}
        required
      />
      <TextField
        name="validTo"
        id="post-to"
        label="最后一天"
        hint="还在做就空着。"
        type="date"
        width="medium"
        optional
      />
      <div className="actions">
        <Button tone="primary">登记岗位</Button>
      </div>
    </form>
  );
}
