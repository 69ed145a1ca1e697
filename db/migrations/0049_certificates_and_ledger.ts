import { instant, ref } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/** Valid certificates that say another sum than the ledger does by now, so that somebody finds them and puts them right. */
export const certificatesAndLedger: Migration = {
  name: '0049_certificates_and_ledger',
  async up({ table, run }) {
    await table('certificate_difference', {
      columns: { certificate_id: ref('certificate'), found_at: instant() },
      primaryKey: ['certificate_id'],
      indexes: [['found_at']],
    });
    // Those that came apart before anybody looked.
    await run(
      `insert into certificate_difference (certificate_id, found_at)
      select certificate.id, certificate.issued_at from certificate
      left join certificate next on next.replaces_id = certificate.id
      left join certificate_revocation on certificate_revocation.certificate_id = certificate.id
      where next.id is null and certificate_revocation.certificate_id is null
      and json_extract(certificate.content, '$.credits') <> coalesce((select sum(credit_entry.amount) from credit_entry
        where credit_entry.person_id = certificate.person_id and credit_entry.source_type = 'completion'
        and credit_entry.source_id = certificate.completion_id), 0)`,
    );
  },
};
