import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatDate, formatMoment } from '#app/lib/time.ts';
import { schoolNames } from '#app/lib/vocabulary.ts';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { shownCode } from '../check-code.rules.ts';
import type { Certificate } from '../reading.server.ts';

/** What a certificate says and what became of it, for 教务. `inLedger`: what the ledger says by now where that is another sum, in hundredths. */
export function CertificateFacts({
  certificate,
  inLedger,
}: {
  certificate: Certificate;
  inLedger: number | null;
}) {
  const { content, code, issuedAt, issuedByName, reason, replaces, replacedBy, revoked } = certificate;
  return (
    <DescriptionList
      facts={[
        [
          '姓名',
          <a key="person" href={`/admin/people/${certificate.personId}`}>
            {content.name}
          </a>,
        ],
        ['课程', `《${content.courseTitle}》${content.courseCode} 第 ${content.courseVersion} 版`],
        ['班级', content.sectionTitle],
        ['学校', schoolNames[content.school]],
        ['学时', formatHundredths(content.hours)],
        [
          '学分',
          content.credits > 0
            ? `${formatHundredths(content.credits)}，计入 ${content.cycle} 年度`
            : '不计学分',
        ],
        inLedger !== null && [
          '和流水',
          `流水里现在是 ${formatHundredths(inLedger)} 学分，证书上是 ${formatHundredths(content.credits)} 学分`,
        ],
        ['修读', `${formatDate(content.startsOn)}至 ${formatDate(content.completedOn)}`],
        ['发证', `${formatMoment(issuedAt)}，${issuedByName ?? '本人领取'}`],
        [
          '校验码',
          <a key="code" href={`/verify/${code}`}>
            {shownCode(code)}
          </a>,
        ],
        replaces && [
          '替换',
          <span key="replaces">
            <a href={`/admin/certificates/${replaces.id}`}>{replaces.number}</a>
            {reason ? `，理由：${reason}` : ''}
          </span>,
        ],
        replacedBy && [
          '换发为',
          <span key="next">
            <a href={`/admin/certificates/${replacedBy.id}`}>{replacedBy.number}</a>，
            {formatMoment(replacedBy.issuedAt)}
          </span>,
        ],
        revoked && [
          '撤销',
          `${formatMoment(revoked.at)}，${revoked.byName ?? '系统'}。理由：${revoked.reason}`,
        ],
      ]}
    />
  );
}
