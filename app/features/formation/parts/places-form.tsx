import type { ArrangedCohort, ArrangedGroup } from '#app/features/formation/arranging.rules.ts';
import type { PersonToForm } from '#app/features/formation/formation-shape.ts';
import { goalNames, groupName, stepNames } from '#app/features/formation/formation-words.ts';
import { errorOf, type SentForm } from '#app/features/formation/sent-form.ts';
import { Button } from '#app/ui/button.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { Status } from '#app/ui/status.tsx';
import { TextField } from '#app/ui/text-field.tsx';

interface Props {
  address: string;
  cohorts: readonly ArrangedCohort[];
  sent: SentForm;
}

const RELEASE = 'release-form';

/** Everybody by cohort and group: tick one or several, choose a group, move them. No dragging, no script. */
export function PlacesForm({ address, cohorts, sent }: Props) {
  return (
    <>
      {/* Beside the large form, so that its buttons are never pressed by Enter in the other. */}
      <form id={RELEASE} method="post" action={address}>
        <input type="hidden" name="means" value="release" />
      </form>
      <form method="post" action={address} className="places">
        <input type="hidden" name="means" value="move" />
        {cohorts.map((cohort) => (
          <section key={cohort.number} id={`cohort-${cohort.number}`} className="place-cohort">
            <h3>
              {cohort.name}（{cohort.size} 人）
            </h3>
            {cohort.groups.map((group) => (
              <Group key={group.number} cohort={cohort} group={group} sent={sent} />
            ))}
          </section>
        ))}
        <MoveBar cohorts={cohorts} sent={sent} />
      </form>
    </>
  );
}

function Group({ cohort, group, sent }: { cohort: ArrangedCohort; group: ArrangedGroup; sent: SentForm }) {
  return (
    <fieldset className="place-group">
      <legend>
        {cohort.name}
        {groupName(group.number)}（{group.people.length} 人）
      </legend>
      <ul>
        {group.people.map((person) => (
          <Person
            key={person.enrolmentId}
            person={person}
            ticked={sent.people.includes(person.enrolmentId)}
          />
        ))}
      </ul>
    </fieldset>
  );
}

function Person({ person, ticked }: { person: PersonToForm; ticked: boolean }) {
  const { enrolmentId, name, community, goal, step, place } = person;
  const facts = [
    community?.name ?? '没有登记社区',
    stepNames[step],
    goal ? `目标：${goalNames[goal]}` : null,
  ];
  return (
    <li className="place-row">
      <label className="choice">
        <input type="checkbox" name="people" value={enrolmentId} defaultChecked={ticked} />
        <span>{name}</span>
      </label>
      <span className="place-facts">{facts.filter(Boolean).join('，')}</span>
      <span className="place-why">{place?.reason}</span>
      {place?.byHand ? (
        <span className="place-hand">
          <Status tone="neutral">手工</Status>
          <button
            type="submit"
            form={RELEASE}
            name="enrolment"
            value={enrolmentId}
            className="btn btn-quiet"
            aria-label={`${name}放回原处`}
          >
            放回
          </button>
        </span>
      ) : null}
    </li>
  );
}

function MoveBar({ cohorts, sent }: Omit<Props, 'address'>) {
  const moving = sent.fields.means === 'move';
  return (
    <div className="move-bar" id="people">
      {/* Counted by the stylesheet: how many boxes above are ticked. */}
      <p className="move-count" aria-hidden="true" />
      {errorOf(sent, 'people') ? <p className="field-error">{errorOf(sent, 'people')}</p> : null}
      <SelectField
        name="to"
        label="勾选的人移到"
        placeholder="请选一个组"
        options={cohorts.flatMap(groupOptions)}
        defaultValue={moving ? sent.fields.to : ''}
        error={errorOf(sent, 'to')}
      />
      <TextField
        name="why"
        label="原因"
        optional
        maxLength={60}
        placeholder="本人看得到"
        defaultValue={moving ? sent.fields.why : ''}
        error={errorOf(sent, 'why')}
      />
      <Button type="submit">移过去</Button>
    </div>
  );
}

function groupOptions({ number, name, groups }: ArrangedCohort) {
  const next = Math.max(0, ...groups.map((group) => group.number)) + 1;
  return [
    ...groups.map((group) => ({
      value: `${number}-${group.number}`,
      label: `${name} · ${groupName(group.number)}（${group.people.length} 人）`,
    })),
    { value: `${number}-${next}`, label: `${name} · 新的一组（${groupName(next)}）` },
  ];
}
