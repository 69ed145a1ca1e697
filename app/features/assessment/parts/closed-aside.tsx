import type { FrozenHead } from '#app/features/closing/statements.server.ts';
import { shownCode } from '#app/features/credentials/check-code.rules.ts';
import { formatDate } from '#app/lib/time.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Section } from '#app/ui/page-title.tsx';

interface Props {
  href: string;
  frozen: FrozenHead | null;
  revisions: readonly { revision: number; frozenAt: string }[];
  /** Only the person concerned has the file at this address. */
  isOwn?: boolean;
}

/** Beside the sheet: how to print it, and of a closed one its file and its versions. */
export function ClosedAside({ href, frozen, revisions, isOwn = true }: Props) {
  const version = frozen && frozen.supersededBy !== null ? `?version=${frozen.revision}` : '';
  return (
    <>
      <Section title="打印">
        <p>用浏览器的“打印”，会按 A4 纸排好。</p>
        {frozen && isOwn ? <ButtonLink href={`${href}/statement.pdf${version}`}>下载 PDF</ButtonLink> : null}
      </Section>
      {frozen ? (
        <Section title="已结账">
          <DescriptionList
            facts={[
              ['编号', frozen.number],
              ['结账', formatDate(frozen.frozenAt)],
              ['校验码', shownCode(frozen.code)],
              frozen.supersededBy === null ? null : ['状态', `已被第 ${frozen.supersededBy} 版取代`],
              frozen.withdrawn ? ['状态', `从 ${formatDate(frozen.withdrawn.at)}起作废`] : null,
            ]}
          />
          {revisions.length > 1 ? (
            <ul className="note-list">
              {revisions.map(({ revision, frozenAt }) => (
                <li key={revision}>
                  <a href={`${href}?version=${revision}`}>第 {revision} 版</a>
                  <span className="quiet block">{formatDate(frozenAt)}</span>
                </li>
              ))}
            </ul>
          ) : null}
        </Section>
      ) : null}
    </>
  );
}
