import type { SheetColumn } from '#app/lib/sheets/table-sheet.ts';
import { formatMoment } from '#app/lib/time.ts';
import { consentMeansNames, deedWords } from './consent.rules.ts';
import { deedStanding } from './deed-standing.ts';
import type { Deed } from './deeds.server.ts';

/** Who did it: of files of more than one liaison. */
export const liaisonColumn: SheetColumn<Deed> = {
  title: '联络员',
  width: 12,
  value: ({ liaisonName }) => liaisonName,
};

/** What a file says of a thing that was done for somebody. */
export const deedColumns: readonly SheetColumn<Deed>[] = [
  { title: '替谁', width: 12, value: ({ personName }) => personName },
  { title: '什么时候', width: 22, value: ({ givenAt }) => formatMoment(givenAt) },
  { title: '办了什么', width: 44, value: deedWords },
  {
    title: '本人怎么同意的',
    width: 40,
    value: ({ means, words }) => `${consentMeansNames[means]}：“${words}”`,
  },
  { title: '现在', width: 20, value: (deed) => deedStanding(deed).words },
];
