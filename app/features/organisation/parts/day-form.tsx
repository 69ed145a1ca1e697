import { Button } from '#app/ui/button.tsx';
import { TextField } from '#app/ui/text-field.tsx';

/** Which day to look at, past or ahead; what else the address says is kept. */
export function DayForm({
  action,
  day,
  keep,
}: {
  action: string;
  day: string;
  keep: Record<string, string>;
}) {
  return (
    <form action={action} method="get" className="form">
      {Object.entries(keep).map(([name, value]) =>
        value ? <input key={name} type="hidden" name={name} value={value} /> : null,
      )}
      <TextField id="on" name="on" label="看哪一天的组织" type="date" width="medium" defaultValue={day} />
      <Button>看这一天</Button>
    </form>
  );
}
