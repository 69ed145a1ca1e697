import type { RosterLine } from '#app/features/selection/reading.server.ts';
import { formatMoment, formatShortDate } from '#app/lib/time.ts';
import { ExportLink } from '#app/ui/export-link.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { Table } from '#app/ui/table.tsx';

interface WaitingLine {
  entryId: string;
  name: string;
  joinedAt: string;
  offerExpiresAt: string | null;
}

interface Props {
  roster: readonly RosterLine[];
  waitlist: readonly WaitingLine[];
  /** Who chose for somebody, by enrolment or place in line. */
  assisted: Record<string, string>;
  closed: boolean;
  /** Where the file of both is. */
  file: string;
}

/** Who is in a section, by name, and who waits, in their order. */
export function SectionPeople({ roster, waitlist, assisted, closed, file }: Props) {
  return (
    <>
      <Section title={`名单（${roster.length} 人）`}>
        <Table
          caption="名单，按姓名"
          captionHidden
          rows={roster}
          rowKey={(line) => line.enrolmentId}
          empty={<p className="quiet">{closed ? '班里没有人了。' : '还没有人选。'}</p>}
          columns={[
            {
              key: 'name',
              label: '姓名',
              head: true,
              render: (line) => <a href={`/admin/people/${line.personId}`}>{line.name}</a>,
            },
            {
              key: 'since',
              label: '选上',
              render: (line) => since(line.enrolledAt, assisted[line.enrolmentId]),
            },
            {
              key: 'done',
              label: '结业',
              render: (line) => (line.completedAt ? formatShortDate(line.completedAt) : '—'),
            },
          ]}
        />
        <ExportLink file={file} rows={roster.length} unit="人" label="名单导出 Excel" />
      </Section>
      {waitlist.length > 0 ? (
        <Section title={`候补（${waitlist.length} 人）`}>
          <Table
            caption="候补，按先后"
            captionHidden
            rows={waitlist}
            rowKey={(line) => line.entryId}
            columns={[
              { key: 'name', label: '姓名', head: true, render: (line) => line.name },
              { key: 'since', label: '排进', render: (line) => since(line.joinedAt, assisted[line.entryId]) },
              {
                key: 'offer',
                label: '名额',
                render: (line) =>
                  line.offerExpiresAt ? `已通知，${formatMoment(line.offerExpiresAt)} 前确认` : '在等',
              },
            ]}
          />
          <ExportLink
            file={file}
            set={{ of: 'waiting' }}
            rows={waitlist.length}
            unit="人"
            label="候补导出 Excel"
          />
        </Section>
      ) : null}
    </>
  );
}

/** When, and by which liaison where somebody did not choose themselves. */
function since(at: string, liaison: string | undefined): string {
  return liaison ? `${formatMoment(at)}，${liaison} 代选` : formatMoment(at);
}
