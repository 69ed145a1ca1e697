import type { ReactNode } from 'react';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatDate } from '#app/lib/time.ts';
import { Table } from '#app/ui/table.tsx';
import type { Certificate } from '../reading.server.ts';
import { CertificateStatus } from './certificate-status.tsx';

export type ListedCertificate = Pick<Certificate, 'id' | 'number' | 'content' | 'issuedOn' | 'state'>;

/** What the ledger says of those certificates that say another sum: hundredths by id. */
export type InLedger = Readonly<Record<string, number>>;

/** Certificates for 教务, by time of issue; each leads to its own page. */
export function CertificateTable({
  rows,
  inLedger = {},
  empty,
}: {
  rows: readonly ListedCertificate[];
  inLedger?: InLedger;
  empty: ReactNode;
}) {
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
        ...(rows.some(({ id }) => id in inLedger) ? [ledgerColumn(inLedger)] : []),
      ]}
    />
  );
}

function ledgerColumn(inLedger: InLedger) {
  return {
    key: 'ledger',
    label: '学分',
    render: ({ id, content }: ListedCertificate) => {
      const now = inLedger[id];
      return now === undefined
        ? '和流水一样'
        : `流水里现在是 ${formatHundredths(now)}，证书上是 ${formatHundredths(content.credits)}`;
    },
  };
}
