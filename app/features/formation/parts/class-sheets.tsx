import type { ArrangedCohort, ArrangedGroup } from '#app/features/formation/arranging.rules.ts';
import { groupName } from '#app/features/formation/formation-words.ts';
import { Table } from '#app/ui/table.tsx';

interface Props {
  section: { title: string; courseTitle: string; termName: string; teacherName: string | null };
  cohort: ArrangedCohort;
  /** Not confirmed yet: said on the paper. */
  draft: boolean;
}

/** One cohort on its own sheet, in the order of names, with room to sign. */
export function ClassList({ section, cohort, draft }: Props) {
  return (
    <article className="sheet class-sheet">
      <SheetHead section={section} cohort={cohort} draft={draft} />
      <Table
        caption={`${cohort.name}名单，按姓名`}
        captionHidden
        rows={cohort.people.map((person, at) => ({ person, at: at + 1 }))}
        rowKey={({ person }) => person.enrolmentId}
        columns={[
          { key: 'at', label: '序号', short: true, render: ({ at }) => at },
          { key: 'name', label: '姓名', head: true, short: true, render: ({ person }) => person.name },
          {
            key: 'group',
            label: '小组',
            short: true,
            render: ({ person }) => groupName(person.place?.group ?? 0),
          },
          { key: 'sign', label: '签到', render: () => '' },
          { key: 'note', label: '备注', render: () => '' },
        ]}
      />
    </article>
  );
}

/** The groups of one cohort on its own sheet: names, and a line for who speaks for the group. */
export function GroupSheet({ section, cohort, draft }: Props) {
  return (
    <article className="sheet class-sheet">
      <SheetHead section={section} cohort={cohort} draft={draft} />
      <div className="group-sheets">
        {cohort.groups.map((group) => (
          <GroupNames key={group.number} group={group} />
        ))}
      </div>
    </article>
  );
}

function SheetHead({ section, cohort, draft }: Props) {
  return (
    <>
      <header className="sheet-head">
        <p>
          {section.termName} · 《{section.courseTitle}》
        </p>
        {draft ? <p>草稿，还没有确认</p> : null}
      </header>
      <h2 className="sheet-title">
        {section.title} {cohort.name}
      </h2>
      <p className="sheet-facts">
        {cohort.size} 人{section.teacherName ? `，老师：${section.teacherName}` : ''}
        {cohort.head ? `，班主任：${cohort.head.name}` : ''}
      </p>
    </>
  );
}

function GroupNames({ group }: { group: ArrangedGroup }) {
  return (
    <section className="group-sheet">
      <h3>
        {groupName(group.number)}（{group.people.length} 人）
      </h3>
      <ol>
        {group.people.map(({ enrolmentId, name }) => (
          <li key={enrolmentId}>{name}</li>
        ))}
      </ol>
      <p className="quiet">组长：</p>
    </section>
  );
}
