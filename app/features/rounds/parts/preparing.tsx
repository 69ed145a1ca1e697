import { sectionName } from '#app/features/timetable/section-words.rules.ts';
import { Button } from '#app/ui/button.tsx';
import { CheckboxGroup } from '#app/ui/choice-group.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Table } from '#app/ui/table.tsx';
import type { RoundPage } from '../round-page.server.ts';
import { QuotaDesk } from './quota-desk.tsx';
import { RulesFields } from './rules-fields.tsx';

export interface PreparingPage {
  round: Omit<RoundPage, 'seed'>;
  capacities: Readonly<Record<string, number>>;
  candidates: readonly { id: string; code: string; title: string; courseTitle: string; capacity: number }[];
  communities: readonly { value: string; label: string }[];
}

export interface SentForm {
  fields: Readonly<Record<string, string>>;
  errors: readonly { field: string; message: string }[];
}

/** What can be changed of a round before it is published: sections, reserved seats, rules. */
export function Preparing({ page, sent }: { page: PreparingPage; sent: SentForm | null }) {
  const { round } = page;
  const errors = sent?.errors ?? [];
  const { name, mostChoices, mostPlaces, mostLots } = sent?.fields.means === 'rules' ? sent.fields : round;
  return (
    <>
      <Section title={`参加预选的班（${round.sections.length} 个）`}>
        <Chosen page={page} />
        <Candidates page={page} error={errors.find(({ field }) => field === 'section')?.message} />
      </Section>
      <QuotaDesk page={page} sent={sent} />
      <Section title="规则">
        <form method="post" action={`/admin/rounds/${round.id}`} className="form form-pairs">
          <input type="hidden" name="means" value="rules" />
          <RulesFields values={{ name, mostChoices, mostPlaces, mostLots }} errors={errors} />
          <div className="actions">
            <Button>保存规则</Button>
          </div>
        </form>
      </Section>
      <Section title="不办了">
        <ConfirmFold label="取消这次预选…">
          <p>预选还没有公布，可以取消。里面的班改回先到先得，规则和预留名额一起去掉。</p>
          <PostButton action={`/admin/rounds/${round.id}`} fields={{ means: 'drop-round' }}>
            取消这次预选
          </PostButton>
        </ConfirmFold>
      </Section>
    </>
  );
}

function Chosen({ page: { round, capacities } }: { page: PreparingPage }) {
  return (
    <Table
      caption="参加预选的班"
      captionHidden
      rows={round.sections}
      rowKey={({ id }) => id}
      empty={<p className="quiet">还没有班。在下面勾选。</p>}
      columns={[
        {
          key: 'section',
          label: '班',
          head: true,
          render: ({ id, courseTitle, title }) => (
            <a href={`/admin/sections/${id}`}>
              {courseTitle}（{sectionName(title)}）
            </a>
          ),
        },
        { key: 'code', label: '编号', short: true, render: ({ code }) => code },
        { key: 'seats', label: '名额', align: 'end', render: ({ id }) => capacities[id] ?? 0 },
        {
          key: 'drop',
          label: '移出',
          render: ({ id, title }) => (
            <PostButton
              action={`/admin/rounds/${round.id}`}
              fields={{ means: 'drop-section', section: id }}
              tone="quiet"
              label={`移出 ${title}`}
            >
              移出
            </PostButton>
          ),
        },
      ]}
    />
  );
}

function Candidates({ page, error }: { page: PreparingPage; error: string | undefined }) {
  const { round, candidates } = page;
  if (candidates.length === 0) return null;
  return (
    <details className="fold" open={round.sections.length === 0 || error !== undefined}>
      <summary>加班级（{candidates.length} 个可加）</summary>
      <form method="post" action={`/admin/rounds/${round.id}`} className="form">
        <input type="hidden" name="means" value="add-sections" />
        <CheckboxGroup
          name="section"
          label="这个学期还没有人选的班"
          hint="加进来的班只能先报名、再摇号；补选和退选开始以后，再开放剩下的名额。"
          error={error}
          choices={candidates.map((each) => ({
            value: each.id,
            label: `${each.courseTitle}（${sectionName(each.title)}）`,
            hint: `${each.code} · ${each.capacity} 个名额`,
          }))}
        />
        <div className="actions">
          <Button>加进预选</Button>
        </div>
      </form>
    </details>
  );
}
