import { type Filling, idOf, quoted, someInstant } from './fill.ts';
import { PEOPLE } from './many-people.ts';

const CERTIFICATES = 4_000;
/** The person of completion 3,000 is the learner. */
export const OWN_CERTIFICATE = 3_000;
export const CODE = '0000000000003000';

const content =
  '{"name":"佟向暖","courseCode":"ZL10001","courseTitle":"四方协商","courseVersion":1,"sectionTitle":"一班","school":"governance","hours":300,"credits":300,"startsOn":"2026-09-01","completedOn":"2026-11-01","cycle":2026,"issuer":"社区学院"}';

/** A certificate for most completions, one in ten of them taken back. */
export const manyCertificates: readonly Filling[] = [
  {
    table: 'certificate',
    rows: CERTIFICATES,
    columns: {
      id: idOf('i'),
      person_id: idOf(`(1 + i % ${PEOPLE})`),
      course_id: idOf('(1 + i % 2000)'),
      cycle: '2026',
      revision: '1',
      completion_id: idOf('i'),
      number: "concat('JY2026-', substr(concat('000000', i), -6))",
      code: "substr(concat('0000000000000000', i), -16)",
      // Each in its own person's name.
      content: `replace(${quoted(content)}, '佟向暖', concat('学员', 1 + i % ${PEOPLE}))`,
      issued_on: quoted('2026-11-20'),
      issued_at: someInstant,
    },
  },
  {
    table: 'certificate_revocation',
    rows: CERTIFICATES / 10,
    columns: {
      certificate_id: idOf('(10 * i - 3)'),
      // Most of them of the years before.
      at: "case when i % 8 = 0 then '2026-11-21T08:00:00.000Z' else '2024-11-21T08:00:00.000Z' end",
      reason: quoted('复核没有通过'),
    },
  },
  {
    table: 'certificate_difference',
    rows: CERTIFICATES / 40,
    columns: { certificate_id: idOf('(40 * i)'), found_at: someInstant },
  },
  {
    table: 'credential_key',
    rows: 30,
    columns: {
      id: idOf('i'),
      public_jwk: quoted('{"kty":"OKP","crv":"Ed25519","x":"AA"}'),
      sealed: quoted('AA'),
      made_at: someInstant,
      retired_at: "case when i = 30 then null else '2026-11-21T08:00:00.000Z' end",
    },
  },
];
