import { formatDate } from '#app/lib/time.ts';
import { type Role, roleNames } from '#app/lib/vocabulary.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import type { UnitChoice } from './person-posts.tsx';

export interface ShownGrant {
  id: string;
  role: Role;
  unitName: string | null;
  validFrom: string;
  validTo: string | null;
  mayEnd: boolean;
}

const columns: readonly Column<ShownGrant>[] = [
  { key: 'role', label: '授权', head: true, render: ({ role }) => roleNames[role] },
  { key: 'reach', label: '管到哪里', render: ({ unitName }) => unitName ?? '全院' },
  { key: 'from', label: '从', render: ({ validFrom }) => formatDate(validFrom) },
  { key: 'to', label: '到', render: ({ validTo }) => (validTo ? formatDate(validTo) : '一直') },
  { key: 'end', label: '操作', render: (grant) => (grant.mayEnd ? <EndGrant grant={grant} /> : '—') },
];

/** What a person may do today. */
export function GrantTable({ grants }: { grants: readonly ShownGrant[] }) {
  return (
    <Table
      caption="今天的授权"
      captionHidden
      columns={columns}
      rows={grants}
      rowKey={({ id }) => id}
      empty={<p className="quiet">没有授权，只是学员。</p>}
    />
  );
}

function EndGrant({ grant: { id, role } }: { grant: ShownGrant }) {
  return (
    <ConfirmFold label="收回…">
      <p>收回以后，这个人马上不能再做{roleNames[role]}的工作。</p>
      <form method="post">
        <input type="hidden" name="what" value="grant-end" />
        <input type="hidden" name="grantId" value={id} />
        <Button>收回{roleNames[role]}</Button>
      </form>
    </ConfirmFold>
  );
}

interface GrantFormProps {
  roles: readonly Role[];
  units: readonly UnitChoice[];
  /** Whether the actor's own rights reach the whole academy. */
  everywhere: boolean;
}

/** Gives a role over the whole academy or one of the units found. */
export function GrantForm({ roles, units, everywhere }: GrantFormProps) {
  const reaches = units.map(({ id, trail }) => ({ value: id, label: trail }));
  return (
    <form className="form" method="post">
      <input type="hidden" name="what" value="grant" />
      <SelectField
        name="role"
        label="授权"
        placeholder="请选择"
        options={roles.map((value) => ({ value, label: roleNames[value] }))}
        required
      />
      <SelectField
        name="reach"
        label="管到哪里"
        hint="先在上面查找组织，就能只授权到那一块。"
        options={everywhere ? [{ value: 'everywhere', label: '全院' }, ...reaches] : reaches}
        required
      />
      <TextField
        name="validTo"
        id="grant-to"
        label="最后一天"
        hint="没有期限就空着。"
        type="date"
        width="medium"
        optional
      />
      <div className="actions">
        <Button>给予授权</Button>
      </div>
    </form>
  );
}
