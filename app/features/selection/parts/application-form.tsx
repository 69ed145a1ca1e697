import { Button } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/checkbox.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { useSpoken } from '#app/ui/view.tsx';
import type { ApplicationPage } from '../application-page.server.ts';
import { named, preferenceName } from '../application-words.rules.ts';

/** What was typed and sent back. */
export interface Sent {
  choices: string[];
  places: number;
  waitlist: boolean;
}

/** Where the form is sent, and what the field is called that says what to do: one's own, or a liaison's for somebody. */
export interface SentTo {
  action: string;
  verb: string;
  /** Of whom it is, when it is not one's own. */
  name: string | null;
}

export const ownApplication: SentTo = { action: '/me/application', verb: 'means', name: null };

interface Props {
  to?: SentTo;
  page: ApplicationPage;
  sent: Sent | null;
  errors: readonly { field?: string; message: string }[];
}

/** Preferences in order, one list each, with buttons that move one up or down: no dragging, no script. */
export function ApplicationForm({ to = ownApplication, page, sent, errors }: Props) {
  const { round, offered, application } = page;
  if (!round) return null;
  if (offered.every(({ reason }) => reason !== null)) {
    const why = offered[0]?.why ?? '这次预选里还没有班。';
    return (
      <EmptyState title="这次预选里没有能报的班">
        <p>{to.name === null ? why : named(why, to.name)}</p>
      </EmptyState>
    );
  }
  const form = <Fields to={to} page={page} sent={sent} errors={errors} />;
  if (!application) return <Section title="填志愿">{form}</Section>;
  return (
    <details className="fold" open={sent !== null || page.begin.length > page.choices.length}>
      <summary>改一改志愿</summary>
      {form}
    </details>
  );
}

function Fields({ to = ownApplication, page, sent, errors }: Props) {
  const { round, offered, application } = page;
  if (!round) return null;
  const choices = sent?.choices ?? page.begin;
  return (
    <form method="post" action={to.action} className="form">
      <p>
        最想上的放在最前面。填了后面的志愿，不会影响前面的志愿；时间冲突的班也可以一起填，最后只会给其中一个。
      </p>
      {Array.from({ length: round.mostChoices }, (_, at) => (
        <Preference
          key={preferenceName(at)}
          verb={to.verb}
          at={at}
          last={round.mostChoices - 1}
          offered={offered}
          value={choices[at] ?? ''}
          error={errors.find(({ field }) => field === `choice${at + 1}`)?.message}
        />
      ))}
      {round.mostPlaces > 1 ? (
        <RadioGroup
          name="places"
          label="最多想上几个班"
          hint="先让每个人得到一个，再给第二个。"
          layout="inline"
          value={String(sent?.places ?? application?.places ?? 1)}
          choices={Array.from({ length: round.mostPlaces }, (_, at) => ({
            value: String(at + 1),
            label: `${at + 1} 个`,
          }))}
        />
      ) : null}
      <Checkbox
        name="waitlist"
        label="一个都没抽中时，排第一志愿的候补"
        checked={sent?.waitlist ?? application?.waitlist ?? true}
      />
      <Unfit offered={offered} name={to.name} />
      <div className="actions">
        <Button name={to.verb} value="check" tone="primary">
          核对志愿
        </Button>
      </div>
    </form>
  );
}

interface PreferenceProps {
  verb: string;
  at: number;
  last: number;
  offered: ApplicationPage['offered'];
  value: string;
  error: string | undefined;
}

function Preference({ verb, at, last, offered, value, error }: PreferenceProps) {
  const name = preferenceName(at);
  return (
    <div className="preference">
      <SelectField
        name={`choice${at + 1}`}
        label={name}
        optional={at > 0}
        error={error}
        defaultValue={value}
        placeholder={at === 0 ? '请选择' : '不填'}
        options={offered.map((each) => ({
          value: each.id,
          label: `${each.courseTitle}（${each.name}）${each.reason ? ' 不能选' : ` ${each.when}`}`,
          disabled: each.reason !== null && each.id !== value,
        }))}
      />
      <div className="preference-moves">
        {at > 0 ? (
          <Button name={verb} value={`up-${at}`} tone="quiet" aria-label={`${name}上移`}>
            上移
          </Button>
        ) : null}
        {at < last ? (
          <Button name={verb} value={`down-${at}`} tone="quiet" aria-label={`${name}下移`}>
            下移
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** Why some sections cannot be asked for, before anybody tries. */
function Unfit({ offered, name }: Pick<ApplicationPage, 'offered'> & Pick<SentTo, 'name'>) {
  const spoken = useSpoken();
  const unfit = offered.filter(({ why }) => why !== null);
  if (unfit.length === 0) return null;
  return (
    <details className="fold">
      <summary>有 {unfit.length} 个班现在不能选，为什么</summary>
      <ul className="note-list">
        {unfit.map((section) => (
          <li key={section.id}>
            <p className="todo-title">
              {section.courseTitle}（{section.name}）
            </p>
            <p>{name === null ? spoken(section.why ?? '') : named(section.why ?? '', name)}</p>
          </li>
        ))}
      </ul>
    </details>
  );
}
