import { Button } from '#app/ui/button.tsx';
import { TextField } from '#app/ui/text-field.tsx';

interface Props {
  action: string;
  /** What the address says besides. */
  kept: Readonly<Record<string, string>>;
  day: string;
  project: string;
  /** The day that was typed is none. */
  error?: string;
}

/** Asks whether somebody may lead which project on which day: an address that can be kept. */
export function LeadingForm({ action, kept, day, project, error }: Props) {
  return (
    <form className="form no-print" method="get" action={action}>
      {Object.entries(kept).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <TextField
        name="lead"
        label="哪一天领办"
        type="date"
        width="medium"
        defaultValue={day}
        {...(error ? { error } : {})}
        required
      />
      <TextField name="project" label="什么项目" defaultValue={project} maxLength={80} optional />
      <div className="actions">
        <Button>对照要求</Button>
      </div>
    </form>
  );
}
