import type { Migration } from '#db/migrate.server.ts';

/** A file that was handed in twice is found by what is in it. */
export const sameFiles: Migration = {
  name: '0039_same_files',
  async up({ run }) {
    await run('create index media_file_by_sha256 on media_file (sha256)');
  },
};
