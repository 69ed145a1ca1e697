import { agesAsked } from '#app/features/timetable/new-section.schema.ts';
import { positionNames, positions } from '#app/lib/vocabulary.ts';
import { CheckboxGroup } from '#app/ui/choice-group.tsx';
import { SelectField } from '#app/ui/select-field.tsx';

interface Props {
  audience: readonly string[];
  communities: readonly string[];
  ageFrom: string;
  communityChoices: readonly { value: string; label: string }[];
  errors: (name: string) => string | undefined;
}

/** Who may take a section: positions, communities, an age. Nothing chosen: everybody. */
export function WhoMayTakeFields({ audience, communities, ageFrom, communityChoices, errors }: Props) {
  return (
    <div className="form-wide">
      <input type="hidden" name="audienceAsked" value="yes" />
      <CheckboxGroup
        name="audience"
        label="面向哪些身份"
        hint="一个都不选，就是谁都可以选。"
        layout="inline"
        choices={positions.map((value) => ({ value, label: positionNames[value] }))}
        values={audience}
        error={errors('audience')}
      />
      {communityChoices.length > 0 ? (
        <CheckboxGroup
          name="communities"
          label="只面向这些社区的人"
          optional
          hint="按住址或岗位所在的社区算。不选就是不限社区。"
          layout="inline"
          choices={communityChoices}
          values={communities}
          error={errors('communities')}
        />
      ) : null}
      <SelectField
        name="ageFrom"
        label="年龄"
        optional
        placeholder="不限"
        options={agesAsked.map((value) => ({ value, label: `${value} 岁以上` }))}
        defaultValue={ageFrom}
        error={errors('ageFrom')}
      />
    </div>
  );
}
