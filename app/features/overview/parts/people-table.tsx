import { statusTones, statusWords } from '#app/features/assessment/parts/status-words.ts';
import type { AssessedPerson } from '#app/features/overview/people.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { positionNames } from '#app/lib/vocabulary.ts';
import { Status } from '#app/ui/status.tsx';
import { Table } from '#app/ui/table.tsx';

interface Props {
  caption: string;
  people: readonly AssessedPerson[];
  /** The year or day that is looked at, as an address has it. */
  search: string;
}

/** The people of a scope in the order of their names, each with their year's result. No column can be sorted by. */
export function PeopleTable({ caption, people, search }: Props) {
  return (
    <Table
      caption={caption}
      rows={people}
      rowKey={(person) => person.personId}
      empty={<p>范围里没有这样的人。换个姓名或者少选一个条件试试。</p>}
      columns={[
        {
          key: 'name',
          label: '姓名',
          head: true,
          short: true,
          render: (person) => <a href={`/assess/people/${person.personId}${search}`}>{person.name}</a>,
        },
        {
          key: 'posts',
          label: '身份',
          render: (person) =>
            person.posts.map(({ position, unitName }) => `${unitName} ${positionNames[position]}`).join('；'),
        },
        {
          key: 'status',
          label: '结果',
          render: (person) => <Status tone={statusTones[person.status]}>{statusWords[person.status]}</Status>,
        },
        {
          key: 'credits',
          label: '计入 / 应修',
          render: (person) =>
            person.schemes
              .map((one) => `${formatHundredths(one.counted)} / ${formatHundredths(one.required)}`)
              .join('；') || '—',
        },
      ]}
    />
  );
}
