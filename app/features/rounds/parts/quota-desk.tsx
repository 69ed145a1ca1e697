import { agesAsked } from '#app/features/timetable/new-section.schema.ts';
import { sectionName } from '#app/features/timetable/section-words.rules.ts';
import { Button } from '#app/ui/button.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { Table } from '#app/ui/table.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import type { PreparingPage, SentForm } from './preparing.tsx';

/** Seats reserved for a community or from an age on, in all sections or one. */
export function QuotaDesk({ page, sent }: { page: PreparingPage; sent: SentForm | null }) {
  return (
    <Section title="预留名额">
      <Quotas page={page} />
      <details className="fold" open={sent?.fields.means === 'add-quota'}>
        <summary>加一条预留</summary>
        <NewQuota page={page} sent={sent} />
      </details>
    </Section>
  );
}

function Quotas({ page: { round } }: { page: PreparingPage }) {
  return (
    <Table
      caption="预留名额"
      captionHidden
      rows={round.quotas}
      rowKey={({ id }) => id}
      empty={<p className="quiet">没有预留，所有名额一起摇。</p>}
      columns={[
        { key: 'label', label: '留给', head: true, render: ({ label }) => label },
        { key: 'section', label: '在', render: ({ section }) => section ?? '每个班' },
        { key: 'share', label: '比例', align: 'end', render: ({ share }) => `${share}%` },
        {
          key: 'drop',
          label: '取消',
          render: ({ id, label }) => (
            <PostButton
              action={`/admin/rounds/${round.id}`}
              fields={{ means: 'drop-quota', quota: id }}
              tone="quiet"
              label={`取消留给${label}的名额`}
            >
              取消
            </PostButton>
          ),
        },
      ]}
    />
  );
}

function NewQuota({ page, sent }: { page: PreparingPage; sent: SentForm | null }) {
  const { round, communities } = page;
  const field = (name: string) => ({
    name,
    defaultValue: sent?.fields.means === 'add-quota' ? sent.fields[name] : undefined,
    error: sent?.errors.find((error) => error.field === name)?.message,
  });
  return (
    <form method="post" action={`/admin/rounds/${round.id}`} className="form form-pairs">
      <input type="hidden" name="means" value="add-quota" />
      <SelectField
        {...field('group')}
        label="留给谁"
        placeholder="请选择"
        options={[{ value: 'age', label: '某个年龄以上的人' }, ...communities]}
      />
      <SelectField
        {...field('age')}
        label="从多少岁起"
        optional
        hint="只在按年龄预留时选。"
        placeholder="请选择"
        options={agesAsked.map((value) => ({ value, label: `${value} 岁以上` }))}
      />
      <TextField
        {...field('share')}
        label="占名额的百分之几"
        hint="是保底：没人要的给大家。"
        type="number"
        min={1}
        max={100}
        width="short"
      />
      <SelectField
        {...field('quotaSection')}
        label="在哪个班"
        optional
        placeholder="每个班"
        options={round.sections.map(({ id, courseTitle, title }) => ({
          value: id,
          label: `${courseTitle}（${sectionName(title)}）`,
        }))}
      />
      <div className="actions">
        <Button>加上</Button>
      </div>
    </form>
  );
}
