import type { ReactNode } from 'react';
import { formatDate } from '#app/lib/time.ts';
import { Table } from '#app/ui/table.tsx';
import type { Certificate } from '../reading.server.ts';
import { CertificateStatus } from './certificate-status.tsx';

export type ListedCertificate = Pick<Certificate, 'id' | 'number' | 'content' | 'issuedOn' | 'state'>;

/** Certificates for 教务, by time of issue; each leads to its own page. */
export function CertificateTable({ rows, empty }: { rows: readonly ListedCertificate[]; empty: ReactNode }) {
  return (
    <Table
      caption="结业证书，按发证时间"
      rows={rows}
      rowKey={({ id }) => id}
      empty={empty}
      columns={[
        {
          key: 'number',
          label: '编号',
          head: true,
          short: true,
          render: ({ id, number }) => <a href={`/admin/certificates/${id}`}>{number}</a>,
        },
        { key: 'name', label: '姓名', short: true, render: ({ content }) => content.name },
        { key: 'course', label: '课程', render: ({ content }) => content.courseTitle },
        { key: 'cycle', label: '年度', short: true, render: ({ content }) => String(content.cycle) },
        { key: 'issued', label: '发证', short: true, render: ({ issuedOn }) => formatDate(issuedOn) },
        { key: 'state', label: '状态', render: ({ state }) => <CertificateStatus state={state} /> },
      ]}
    />
  );
}
