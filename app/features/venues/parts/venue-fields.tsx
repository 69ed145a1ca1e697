import type { fieldOf } from '#app/lib/form-answer.ts';
import { Checkbox } from '#app/ui/checkbox.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import { accessNames } from '../access.rules.ts';
import { weekdayNames } from '../hours.rules.ts';
import { writeDay } from '../hours-text.rules.ts';
import type { Venue } from '../reading.server.ts';
import { venueTiers } from '../tiers.ts';

type Field = ReturnType<typeof fieldOf>;

/** What a place has in the form before anything is typed. */
export function fieldsOfVenue(venue: Venue): Record<string, string> {
  const days = weekdayNames.map((_, at) => [`day${at + 1}`, writeDay(venue.spans, at + 1)]);
  return {
    name: venue.name,
    tier: venue.tier,
    address: venue.address,
    capacity: String(venue.capacity),
    ramp: venue.ramp ? 'yes' : '',
    lift: venue.lift ? 'yes' : '',
    toilet: venue.toilet ? 'yes' : '',
    community: venue.orgUnitId ?? '',
    ...Object.fromEntries(days),
  };
}

/** The facts of a place and its opening hours, one line a weekday. */
export function VenueFields({
  field,
  communities,
}: {
  field: Field;
  communities: readonly { id: string; name: string }[];
}) {
  return (
    <>
      <h2>阵地</h2>
      <TextField {...field('name')} label="名字" maxLength={64} required />
      <SelectField
        {...field('tier')}
        label="哪一级"
        options={venueTiers.map((value) => ({ value, label: value }))}
        placeholder="请选择"
        required
      />
      <div className="form-wide">
        <TextField {...field('address')} label="地址" hint="写到哪栋楼、哪个门。" maxLength={191} required />
      </div>
      <SelectField
        {...field('community')}
        label="所属社区"
        options={communities.map(({ id, name }) => ({ value: id, label: name }))}
        placeholder="全学院共用"
      />
      <TextField {...field('capacity')} label="能容纳多少人" type="number" min={1} width="short" required />
      <AccessFields field={field} />
      <h2>开放时间</h2>
      <p className="field-hint form-wide">
        一天写一行，比如 8:30–17:30，延时到 20:30；中午关门写成
        8:30–11:30、13:30–17:30；不开放就空着。七天都空着，就当随时开放。
      </p>
      {weekdayNames.map((label, at) => (
        <TextField key={label} {...field(`day${at + 1}`)} label={label} maxLength={100} />
      ))}
    </>
  );
}

function AccessFields({ field }: { field: Field }) {
  return (
    <fieldset className="field form-wide">
      <legend>进出方便</legend>
      <div className="choices choices-inline">
        {(['ramp', 'lift', 'toilet'] as const).map((name) => (
          <Checkbox
            key={name}
            name={name}
            label={`有${accessNames[name]}`}
            checked={field(name).defaultValue === 'yes'}
          />
        ))}
      </div>
    </fieldset>
  );
}
