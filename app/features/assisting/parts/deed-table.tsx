import { formatMoment } from '#app/lib/time.ts';
import { type Column, Table } from '#app/ui/table.tsx';
import { consentMeansNames, deedWords } from '../consent.rules.ts';
import type { Deed } from '../deeds.server.ts';
import { DeedStatus } from './deed-status.tsx';

/** Deeds in the order of time: who acted for whom, what, and how the person agreed. */
export function DeedTable({
  caption,
  deeds,
  personHref,
  withLiaison = false,
  empty,
}: {
  caption: string;
  deeds: readonly Deed[];
  /** Where the person's name leads. */
  personHref: (deed: Deed) => string;
  withLiaison?: boolean;
  empty: string;
}) {
  const liaison: Column<Deed> = {
    key: 'liaison',
    label: '联络员',
    short: true,
    render: ({ liaisonName }) => liaisonName,
  };
  return (
    <Table
      caption={caption}
      captionHidden
      rows={deeds}
      rowKey={({ consentId }) => consentId}
      empty={<p className="quiet">{empty}</p>}
      columns={[
        {
          key: 'person',
          label: '替谁',
          head: true,
          short: true,
          render: (deed) => <a href={personHref(deed)}>{deed.personName}</a>,
        },
        { key: 'when', label: '什么时候', short: true, render: ({ givenAt }) => formatMoment(givenAt) },
        ...(withLiaison ? [liaison] : []),
        {
          key: 'what',
          label: '办了什么',
          render: deedWords,
        },
        {
          key: 'consent',
          label: '本人怎么同意的',
          render: ({ means, words }) => `${consentMeansNames[means]}：“${words}”`,
        },
        { key: 'state', label: '现在', render: (deed) => <DeedStatus deed={deed} /> },
      ]}
    />
  );
}
