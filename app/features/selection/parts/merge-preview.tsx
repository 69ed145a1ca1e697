import type { Fate, WorkInTheWay } from '#app/features/selection/merge-plan.rules.ts';
import { workWords } from '#app/features/selection/merge-words.rules.ts';
import { type FormAnswer, fieldOf } from '#app/lib/form-answer.ts';
import { formatMoment } from '#app/lib/time.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { Status } from '#app/ui/status.tsx';
import { Table } from '#app/ui/table.tsx';
import { TextField } from '#app/ui/text-field.tsx';

interface Preview {
  into: { id: string; title: string; capacity: number; taken: number };
  room: number | null;
  met: boolean;
  /** What people have done that would be lost. */
  inTheWay: WorkInTheWay | null;
  /** How many times the section has met already. */
  held: number;
  needed: number;
  people: readonly { enrolmentId: string; name: string; fate: Fate }[];
}

/** What a merge would do with everybody, and the form that does it. */
export function MergePreview({
  sectionId,
  preview,
  answer,
}: {
  sectionId: string;
  preview: Preview;
  answer: FormAnswer | undefined;
}) {
  const { people } = preview;
  const clashing = people.filter(({ fate }) => fate.kind === 'clash').length;
  return (
    <>
      <Section title="会怎样">
        <DescriptionList
          facts={[
            ['能转', `${people.length - clashing} 人`],
            clashing > 0 ? ['不能转', `${clashing} 人时间冲突，名额到此结束，会告诉他们怎么办`] : null,
            ['对方名额', `${preview.into.capacity} 个，已有 ${preview.into.taken} 人`],
            preview.room === null ? null : ['地点容量', `${preview.room} 人`],
          ]}
        />
        <People people={people} />
      </Section>
      {preview.held > 0 && !preview.met && !preview.inTheWay ? (
        <Notice title={`这个班已经上过 ${preview.held} 次课`}>
          点过的名、做过的题、交过的作业都跟着人转。第几次课的名就算到新班的第几次课；新班上过、这边还没上的课，请老师给转去的人补点。
        </Notice>
      ) : null}
      {preview.met ? (
        <Notice tone="warn" title="这个班不能并">
          已经有人完成了结业要求，并班会让这些白做。请让这个班上完。
        </Notice>
      ) : preview.inTheWay ? (
        <Notice tone="warn" title="还不能并到那个班">
          {workWords(preview.inTheWay)}
        </Notice>
      ) : (
        <Section title="并过去">
          <MergeForm sectionId={sectionId} preview={preview} answer={answer} />
        </Section>
      )}
    </>
  );
}

function People({ people }: Pick<Preview, 'people'>) {
  return (
    <Table
      caption="名单，按姓名"
      captionHidden
      rows={people}
      rowKey={({ enrolmentId }) => enrolmentId}
      empty={<p className="quiet">这个班还没有人，并过去只是关掉这个班。</p>}
      columns={[
        { key: 'name', label: '姓名', head: true, short: true, render: ({ name }) => name },
        { key: 'fate', label: '结果', render: ({ fate }) => <FateWords fate={fate} /> },
      ]}
    />
  );
}

function FateWords({ fate }: { fate: Fate }) {
  if (fate.kind === 'moves') return <Status tone="done">转过去</Status>;
  if (fate.kind === 'already') return <Status tone="neutral">本来就在那个班</Status>;
  return (
    <div>
      <Status tone="attention">不能转</Status> {formatMoment(fate.at)} 和《{fate.with}》冲突
    </div>
  );
}

function MergeForm({
  sectionId,
  preview: { into, needed },
  answer,
}: {
  sectionId: string;
  preview: Preview;
  answer: FormAnswer | undefined;
}) {
  const short = into.taken + needed > into.capacity;
  const field = fieldOf(answer, { capacity: short ? String(into.taken + needed) : '' });
  return (
    <form className="form" method="post" action={`/admin/sections/${sectionId}/merge?into=${into.id}`}>
      <input type="hidden" name="into" value={into.id} />
      <TextField
        {...field('capacity')}
        label="那个班的名额改成"
        optional={!short}
        type="number"
        min={1}
        width="short"
        hint={short ? '现在的名额不够，已经按要转的人数填好。' : '不填就不改。'}
      />
      <TextField {...field('reason')} label="并班原因" hint="学员和老师都会看到，比如：两个班人都不多。" />
      <div className="actions">
        <Button type="submit" tone="primary">
          并班
        </Button>
        <ButtonLink href={`/admin/sections/${sectionId}/merge`}>换一个班</ButtonLink>
      </div>
    </form>
  );
}
