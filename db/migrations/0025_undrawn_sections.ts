import { flag } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/** Which sections wait for the draw of a published round, or for the seats that it gives, so that every list knows it. */
export const undrawnSections: Migration = {
  name: '0025_undrawn_sections',
  async up({ column, run }) {
    await column('section', 'undrawn', flag(), 0);
    await run(`update section set undrawn = 1 where entry = 'lottery' and exists (
      select 1 from round_section
      join round_step published on published.round_id = round_section.round_id and published.kind = 'published'
      left join round_step admitted on admitted.round_id = round_section.round_id and admitted.kind = 'admitted'
      where round_section.section_id = section.id and admitted.round_id is null)`);
  },
};
