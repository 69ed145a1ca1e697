import { formatMoment } from '#app/lib/time.ts';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { consentMeansNames, deedWords } from '../consent.rules.ts';
import type { Deed } from '../deeds.server.ts';
import { DeedStatus } from './deed-status.tsx';

/** All that is known of a deed: for the registrar and for the person. */
export function DeedFacts({ deed, own = false }: { deed: Deed; own?: boolean }) {
  const { dispute } = deed;
  return (
    <DescriptionList
      facts={[
        ['办了什么', deedWords(deed)],
        ['谁办的', `社区联络员 ${deed.liaisonName}`],
        ['什么时候', formatMoment(deed.givenAt)],
        ['本人怎么同意的', `${consentMeansNames[deed.means]}：“${deed.words}”`],
        ['现在', <DeedStatus key="state" deed={deed} own={own} />],
        dispute
          ? ['本人说没有同意', `${formatMoment(dispute.at)}${dispute.words ? `：“${dispute.words}”` : ''}`]
          : null,
        dispute?.end ? ['教务的处理', `${formatMoment(dispute.end.at)}：“${dispute.end.words}”`] : null,
      ]}
    />
  );
}
