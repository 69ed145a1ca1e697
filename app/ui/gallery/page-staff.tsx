import { BarChart } from '#app/ui/bar-chart.tsx';
import { Button } from '#app/ui/button.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Status } from '#app/ui/status.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { type RosterRow, roster } from './samples.ts';

const columns: readonly Column<RosterRow>[] = [
  {
    key: 'name',
    label: '姓名',
    head: true,
    render: (row) => <a href={`/people/${row.id}`}>{row.name}</a>,
    sort: { href: '?sort=name', order: 'ascending' },
  },
  { key: 'post', label: '身份', render: (row) => row.post },
  { key: 'place', label: '所在', render: (row) => row.place },
  { key: 'attended', label: '出勤', align: 'end', render: (row) => row.attended },
  { key: 'state', label: '状态', render: (row) => <Status tone={row.state}>{row.word}</Status> },
  { key: 'credits', label: '学分', align: 'end', render: (row) => row.credits },
  {
    key: 'action',
    label: '操作',
    render: (row) => (
      <a href={`/people/${row.id}/appraisal`}>
        评学<span className="sr-only">：{row.name}</span>
      </a>
    ),
  },
];

export function StaffPage() {
  return (
    <>
      <PageTitle
        eyebrow="四方五步协商议事 · 周三晚班"
        title="学员名单"
        actions={
          <>
            <Button tone="primary">记第 5 次考勤</Button>
            <Button>导出 Excel</Button>
          </>
        }
      />
      <Tabs
        label="这个班"
        tabs={[
          { label: '名单', href: '#a', current: true, count: 22 },
          { label: '考勤', href: '#b' },
          { label: '评学', href: '#c', count: 3 },
          { label: '课次', href: '#d' },
        ]}
      />
      <Table caption="22 名学员" columns={columns} rows={roster} rowKey={(row) => row.id} />
      <Pagination page={1} pageSize={20} total={22} unit="名学员" href={(page) => `?page=${page}`} />
      <Section title="评价各项">
        <BarChart
          caption="学员对课程的评价（37 份，满分 5 分）"
          of={5}
          unit="分"
          labelHead="方面"
          valueHead="平均分"
          bars={[
            { label: '针对性', value: 4.6 },
            { label: '有趣性', value: 4.2 },
            { label: '有效性', value: 4.7 },
          ]}
        />
      </Section>
    </>
  );
}
