import { type ArrangedCohort, countWords, groupWords } from '#app/features/formation/arranging.rules.ts';
import { errorOf, type SentForm } from '#app/features/formation/sent-form.ts';
import { Button } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { TextField } from '#app/ui/text-field.tsx';

interface Props {
  address: string;
  cohort: ArrangedCohort;
  sent: SentForm;
}

/** One cohort in a few lines: how many, from where, with what goals, and who looks after it. */
export function CohortCard({ address, cohort, sent }: Props) {
  return (
    <Card
      title={cohort.name}
      aside={<strong className="figures">{cohort.size} 人</strong>}
      footer={
        <a className="link-target" href={`#cohort-${cohort.number}`}>
          看{cohort.name}名单
        </a>
      }
    >
      <DescriptionList
        plain
        facts={[
          ['小组', groupWords(cohort.groups)],
          ['社区', countWords(cohort.communities)],
          ['目标', countWords(cohort.goals)],
          ['学过', countWords(cohort.steps)],
          ['班主任', cohort.head?.name ?? '没有定'],
        ]}
      />
      <CohortFields address={address} cohort={cohort} sent={sent} />
    </Card>
  );
}

function CohortFields({ address, cohort, sent }: Props) {
  const own = sent.fields.means === 'cohort' && sent.fields.cohort === String(cohort.number);
  const errors = {
    name: own ? (errorOf(sent, 'name') ?? errorOf(sent, `name-${cohort.number}`)) : undefined,
    head: own ? (errorOf(sent, 'head') ?? errorOf(sent, `head-${cohort.number}`)) : undefined,
  };
  return (
    <details className="fold-plain" open={own && sent.errors.length > 0}>
      <summary>改班名、班主任</summary>
      <form method="post" action={address} className="form">
        <input type="hidden" name="means" value="cohort" />
        <input type="hidden" name="cohort" value={cohort.number} />
        <TextField
          id={`name-${cohort.number}`}
          name="name"
          label="班名"
          defaultValue={own ? sent.fields.name : cohort.name}
          error={errors.name}
        />
        <TextField
          id={`head-${cohort.number}`}
          name="head"
          label="班主任"
          optional
          hint="写姓名，或者用户名。"
          defaultValue={own ? sent.fields.head : (cohort.head?.name ?? '')}
          error={errors.head}
        />
        <div className="actions">
          <Button type="submit">保存</Button>
        </div>
      </form>
    </details>
  );
}
