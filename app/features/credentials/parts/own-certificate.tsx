import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatDate } from '#app/lib/time.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Seal } from '#app/ui/seal.tsx';
import { shownCode } from '../check-code.rules.ts';
import type { Certificate } from '../reading.server.ts';
import { CertificateStatus } from './certificate-status.tsx';

/**
 * A certificate as its person sees it: sealed while it is valid, otherwise with what became of it. `inLedger`: what the ledger says by now where
 * that is another sum, in hundredths.
 */
export function OwnCertificate({
  certificate,
  inLedger,
}: {
  certificate: Certificate;
  inLedger: number | null;
}) {
  const { id, content, number, code, state, issuedOn } = certificate;
  const isValid = state === 'valid';
  return (
    <div id={id}>
      <Card
        title={content.courseTitle}
        aside={
          isValid ? (
            <Seal school={content.school} date={formatDate(issuedOn)} label="结业证书" />
          ) : (
            <CertificateStatus state={state} />
          )
        }
        footer={
          isValid ? (
            <div className="actions">
              <ButtonLink
                href={`/me/certificates/${id}/certificate.pdf`}
                tone="primary"
                aria-label={`下载《${content.courseTitle}》的证书，PDF`}
              >
                下载证书（PDF）
              </ButtonLink>
              <ButtonLink
                href={`/me/certificates/${id}/badge.jwt`}
                tone="quiet"
                aria-label={`下载《${content.courseTitle}》的数字徽章`}
              >
                数字徽章
              </ButtonLink>
            </div>
          ) : undefined
        }
      >
        <DescriptionList
          plain
          facts={[
            ['编号', number],
            isValid && [
              '校验码',
              <a key="code" href={`/verify/${code}`}>
                {shownCode(code)}
              </a>,
            ],
            ['学分', content.credits > 0 ? formatHundredths(content.credits) : '不计学分'],
            ['结业', formatDate(content.completedOn)],
          ]}
        />
        {inLedger === null ? null : (
          <p>
            流水里现在是 {formatHundredths(inLedger)} 学分，证书上是 {formatHundredths(content.credits)}
            ，以流水为准。
            {inLedger > 0 ? '教务会换发一张新的' : '学分已经全部收回，教务会撤销这张证书'}
            ，办好会通知您；着急可以直接找教务。
            <a href="/me/credits">看流水</a>
          </p>
        )}
        <WhatBecame certificate={certificate} />
      </Card>
    </div>
  );
}

function WhatBecame({ certificate: { state, replacedBy, revoked } }: { certificate: Certificate }) {
  if (state === 'replaced' && replacedBy)
    return (
      <p className="quiet">
        {formatDate(replacedBy.issuedAt)}换发，新编号 <a href={`#${replacedBy.id}`}>{replacedBy.number}</a>
      </p>
    );
  if (state === 'revoked' && revoked)
    return (
      <p>
        {formatDate(revoked.at)}撤销。理由：{revoked.reason}
      </p>
    );
  return null;
}
