import type { fieldOf } from '#app/lib/form-answer.ts';
import { schoolNames, schools } from '#app/lib/vocabulary.ts';
import { Button } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { TextField } from '#app/ui/text-field.tsx';

/** Books a place for an event of one of the four schools. */
export function EventForm({ href, field }: { href: string; field: ReturnType<typeof fieldOf> }) {
  const { defaultValue: school, ...schoolField } = field('school');
  return (
    <Section title="订给活动">
      <p className="quiet">上课的时间由排课占用，不用在这里订。</p>
      <form className="form" method="post" action={href}>
        <input type="hidden" name="means" value="event" />
        <TextField {...field('title')} label="什么活动" maxLength={120} />
        <RadioGroup
          {...schoolField}
          label="哪所学校的"
          value={school}
          choices={schools.map((value) => ({ value, label: schoolNames[value] }))}
        />
        <TextField {...field('day')} label="哪一天" type="date" width="medium" />
        <TextField {...field('from')} label="从几点" type="time" width="short" />
        <TextField {...field('to')} label="到几点" type="time" width="short" />
        <div className="actions">
          <Button type="submit" tone="primary">
            订下来
          </Button>
        </div>
      </form>
    </Section>
  );
}
