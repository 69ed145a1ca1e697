import type { Choice } from '#app/features/adjustments/kinds-of-activity.rules.ts';
import { Button } from '#app/ui/button.tsx';
import { SelectField } from '#app/ui/select-field.tsx';

/** What is added comes first: how much is asked of it, and in which unit, follows from the rules. */
export function KindPicker({ personId, categories }: { personId: string; categories: readonly Choice[] }) {
  return (
    <form className="form" method="get" action="/admin/credits/adjustments/new">
      <input type="hidden" name="person" value={personId} />
      <SelectField
        name="category"
        label="类别和活动"
        hint="这一种有上限、有最低要求的，补记的也算在里面。"
        placeholder="请选择"
        required
        options={categories.map(({ value, label }) => ({ value, label }))}
      />
      <div className="actions">
        <Button tone="primary">下一步</Button>
      </div>
    </form>
  );
}
