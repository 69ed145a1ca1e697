import type { ApplicationPage } from '#app/features/selection/application-page.server.ts';
import { preferenceName } from '#app/features/selection/application-words.rules.ts';
import { Button } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/checkbox.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import type { SentForm } from '../sent-form.ts';
import { ConsentFields } from './consent-fields.tsx';

interface Props {
  person: { id: string; name: string };
  page: ApplicationPage;
  sent: SentForm | undefined;
}

/** Somebody's preferences in a round, filled in by their liaison with their consent; or taken back. */
export function AssistedApplication({ person, page, sent }: Props) {
  const at = `/assist/people/${person.id}/application`;
  const takesBack = sent?.fields.deed === 'take-back';
  return (
    <>
      {page.application ? (
        <p>
          {person.name}已经报名，票号 {page.application.ticket}。下面可以改，改了票号不变。
        </p>
      ) : null}
      <Section title={page.application ? '改志愿' : '填志愿'}>
        <form className="form" method="post" action={at}>
          <input type="hidden" name="deed" value="apply" />
          <Preferences page={page} sent={takesBack ? undefined : sent} />
          <ConsentFields
            name={person.name}
            sent={takesBack ? undefined : sent}
            prefix={takesBack ? 'apply-' : ''}
          />
          <div className="actions">
            <Button type="submit" tone="primary">
              {page.application ? `替${person.name}改志愿` : `替${person.name}报名`}
            </Button>
          </div>
        </form>
      </Section>
      {page.application ? (
        <TakingBack at={at} name={person.name} sent={takesBack ? sent : undefined} />
      ) : null}
    </>
  );
}

function Preferences({ page: { round, offered, application, begin }, sent }: Omit<Props, 'person'>) {
  const error = (field: string) => sent?.errors.find((one) => one.field === field)?.message;
  return (
    <>
      <p>最想上的放在最前面。不想多填的空着就行。</p>
      {Array.from({ length: round?.mostChoices ?? 0 }, (_, at) => {
        const field = `choice${at + 1}`;
        const value = sent ? (sent.fields[field] ?? '') : (begin[at] ?? '');
        return (
          <SelectField
            key={field}
            name={field}
            label={preferenceName(at)}
            optional={at > 0}
            error={error(field)}
            defaultValue={value}
            placeholder={at === 0 ? '请选择' : '不填'}
            options={offered.map((each) => ({
              value: each.id,
              label: `${each.courseTitle}（${each.name}）${each.reason ? ' 不能选' : ` ${each.when}`}`,
              disabled: each.reason !== null && each.id !== value,
            }))}
          />
        );
      })}
      {round && round.mostPlaces > 1 ? (
        <RadioGroup
          name="places"
          label="最多想上几个班"
          layout="inline"
          value={sent?.fields.places ?? String(application?.places ?? 1)}
          choices={Array.from({ length: round.mostPlaces }, (_, at) => ({
            value: String(at + 1),
            label: `${at + 1} 个`,
          }))}
        />
      ) : null}
      <Checkbox
        name="waitlist"
        label="一个都没抽中时，替本人排第一志愿的候补"
        checked={sent ? sent.fields.waitlist === 'yes' : (application?.waitlist ?? true)}
      />
    </>
  );
}

function TakingBack({ at, name, sent }: { at: string; name: string; sent: SentForm | undefined }) {
  return (
    <div className="section">
      <ConfirmFold label="撤回报名…" open={sent !== undefined}>
        <form className="form" method="post" action={at}>
          <input type="hidden" name="deed" value="take-back" />
          <p>撤回以后就不参加摇号。截止以前可以再报，票号不变。</p>
          <ConsentFields name={name} sent={sent} prefix="back-" />
          <div className="actions">
            <Button type="submit">替{name}撤回报名</Button>
          </div>
        </form>
      </ConfirmFold>
    </div>
  );
}
