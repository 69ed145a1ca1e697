import { flag, id, instant, integer, maybe, ref, text } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/** Hand moves in a formation that stand, each with the place from which somebody came, so that it can be undone. */
export const formationMoves: Migration = {
  name: '0011_formation_moves',
  async up({ table }) {
    await table('formation_move', {
      columns: {
        id: id(),
        batch_id: id(),
        formation_id: ref('formation'),
        enrolment_id: ref('enrolment'),
        from_class: integer(),
        from_group: integer(),
        from_reason: text(200),
        from_by_hand: flag(),
        to_class: integer(),
        to_group: integer(),
        at: instant(),
        by_person_id: maybe(ref('person')),
      },
      indexes: [['batch_id'], ['formation_id', 'enrolment_id']],
    });
  },
};
