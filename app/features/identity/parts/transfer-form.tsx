import { positionNames } from '#app/lib/vocabulary.ts';
import { Button } from '#app/ui/button.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import type { ShownPost, UnitChoice } from './person-posts.tsx';

/** Moves a post to one of the units found: the old one ends the day before, so that it is held without a break. */
export function TransferForm({
  posts,
  units,
  today,
}: {
  posts: readonly ShownPost[];
  units: readonly UnitChoice[];
  today: string;
}) {
  return (
    <form className="form" method="post">
      <input type="hidden" name="what" value="transfer" />
      <SelectField
        id="transfer-post"
        name="appointmentId"
        label="哪个岗位"
        options={posts.map(({ id, position, unitName }) => ({
          value: id,
          label: `${positionNames[position]}（${unitName}）`,
        }))}
        required
      />
      <SelectField
        id="transfer-unit"
        name="orgUnitId"
        label="调到哪里"
        options={units.map(({ id, trail }) => ({ value: id, label: trail }))}
        required
      />
      <TextField
        id="transfer-day"
        name="firstDay"
        label="新岗位从哪一天起"
        hint="原来的岗位到前一天结束，中间没有断，全年算一直在任。"
        type="date"
        width="medium"
        defaultValue={today}
        required
      />
      <div className="actions">
        <Button tone="primary">登记调动</Button>
      </div>
    </form>
  );
}
