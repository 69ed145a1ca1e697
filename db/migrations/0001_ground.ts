import { day, id, instant, integer, long, maybe, ref, text } from '#db/ddl.ts';
import type { Ddl, Migration } from '#db/migrate.server.ts';

/** Journal, job table, organisation, media, notices, people and their rights. */
export const ground: Migration = {
  name: '0001_ground',
  async up(ddl) {
    await journalAndQueue(ddl);
    await organisationAndPeople(ddl);
    await media(ddl);
    await notices(ddl);
    await identity(ddl);
  },
};

/** What was done, and what is still to do. */
async function journalAndQueue({ table }: Ddl): Promise<void> {
  await table('journal_entry', {
    columns: {
      id: id(),
      at: instant(),
      actor_id: maybe(id()),
      on_behalf_of: maybe(id()),
      action: text(64),
      subject_type: text(32),
      subject_id: text(64),
      detail: long(),
    },
    indexes: [
      ['subject_type', 'subject_id'],
      ['actor_id', 'at'],
    ],
  });
  await table('job', {
    columns: {
      id: id(),
      kind: text(64),
      payload: long(),
      state: text(16),
      run_at: instant(),
      attempts: integer(),
      claimed_by: maybe(text(64)),
      claimed_until: maybe(instant()),
      last_error: maybe(text(500)),
      created_at: instant(),
      done_at: maybe(instant()),
      once_key: maybe(text(128)),
    },
    unique: [['once_key']],
    indexes: [['state', 'run_at']],
  });
  await table('academy_flag', {
    columns: { name: text(64), value: text(191), set_at: instant() },
    primaryKey: ['name'],
  });
}

/** The two trees, and who is in them. */
async function organisationAndPeople({ table }: Ddl): Promise<void> {
  await table('org_unit', {
    columns: {
      id: id(),
      tree: text(16),
      parent_id: maybe(ref('org_unit')),
      kind: text(32),
      name: text(64),
      xiaoqu_type: maybe(text(16)),
      path: text(191),
      territory_id: maybe(ref('org_unit')),
      valid_from: day(),
      valid_to: maybe(day()),
    },
    unique: [['tree', 'path']],
    indexes: [['parent_id'], ['territory_id']],
  });
  await table('person', {
    columns: {
      id: id(),
      username: text(64),
      name: text(64),
      name_pinyin: text(191),
      age_band: maybe(text(16)),
      preferred_view: text(16),
      text_size: integer(),
      created_at: instant(),
    },
    unique: [['username']],
    indexes: [['name_pinyin']],
  });
}

/** Files and the secret that signs their addresses. */
async function media({ table }: Ddl): Promise<void> {
  await table('media_file', {
    columns: {
      id: id(),
      purpose: text(16),
      storage_key: text(191),
      content_type: text(64),
      bytes: integer(),
      sha256: text(64),
      original_name: text(191),
      duration_ms: maybe(integer()),
      width: maybe(integer()),
      height: maybe(integer()),
      created_by: maybe(ref('person')),
      created_at: instant(),
    },
  });
  await table('media_key', { columns: { id: id(), secret: text(64), created_at: instant() } });
}

/** What people are told. */
async function notices({ table }: Ddl): Promise<void> {
  await table('notice', {
    columns: {
      id: id(),
      person_id: ref('person'),
      kind: text(32),
      title: text(120),
      body: text(500),
      link: maybe(text(191)),
      created_at: instant(),
    },
    indexes: [['person_id', 'created_at']],
  });
  await table('notice_reading', {
    columns: { notice_id: ref('notice'), read_at: instant() },
    primaryKey: ['notice_id'],
  });
}

/** Sign-in, appointments, rights. */
async function identity({ table }: Ddl): Promise<void> {
  await table('password_credential', {
    columns: { person_id: ref('person'), hash: text(255), changed_at: instant() },
    primaryKey: ['person_id'],
  });
  await table('session', {
    columns: { id: text(64), person_id: ref('person'), expires_at: instant(), created_at: instant() },
    indexes: [['person_id'], ['expires_at']],
  });
  await table('sign_in_failure', {
    columns: { id: id(), account_key: text(64), address_key: text(64), at: instant() },
    indexes: [
      ['account_key', 'at'],
      ['address_key', 'at'],
    ],
  });
  await table('appointment', {
    columns: {
      id: id(),
      person_id: ref('person'),
      position: text(32),
      org_unit_id: ref('org_unit'),
      valid_from: day(),
      valid_to: maybe(day()),
      source: text(64),
    },
    indexes: [['person_id'], ['org_unit_id', 'position']],
  });
  await table('role_grant', {
    columns: {
      id: id(),
      person_id: ref('person'),
      role: text(32),
      org_unit_id: maybe(ref('org_unit')),
      school: maybe(text(16)),
      valid_from: day(),
      valid_to: maybe(day()),
      granted_by: maybe(ref('person')),
      granted_at: instant(),
    },
    indexes: [['person_id'], ['role']],
  });
}
