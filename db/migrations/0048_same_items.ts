import { text } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/** With what something declared or added is one item (a paper at two levels, a trip in two parts); and how the sum of an addition was reckoned. */
export const sameItems: Migration = {
  name: '0048_same_items',
  async up({ column }) {
    // The first declaration of that item; empty where it is a thing of its own.
    await column('declaration', 'same_as', text(36), '');
    // An entry of the same person; empty likewise.
    await column('adjustment', 'same_as', text(36), '');
    // JSON of the line, its rule, the words and the version of the rules; empty where the sum was written by hand.
    await column('adjustment', 'reckoned', text(1000), '');
  },
};
