import { expect, it } from 'vitest';
import { declarableKinds } from '#app/features/declarations/declarable.rules.ts';
import { declarationForm } from '#app/features/declarations/declaration.schema.ts';
import { rules2026 } from '#tests/support/world.ts';

/** What a browser sends of a kind's form: its own questions and no others. */
const sent = {
  title: '社区协商能力培训',
  occurredOn: '2026-11-10',
  organiser: '某某市社会工作协会',
  words: '结业证明在附件里。',
};

it.each(declarableKinds(rules2026).map((kind) => [kind.key, kind] as const))(
  'the form of %s is taken with what it asks',
  (_, kind) => {
    const [level] = kind.levels;
    const answers = {
      ...sent,
      ...(level ? { level: level.key } : { units: '1.5' }),
      ...(kind.repeats ? { again: 'yes' } : {}),
    };
    const read = declarationForm(kind, '2026-11-22').parse(answers);
    expect(read).toMatchObject({ level: level?.key ?? null, units: level ? null : 150, again: kind.repeats });
    expect(read).toMatchObject({ part: '', certificate: '', companions: '' });
    // What it does not ask is left aside, whoever sends it.
    const more = declarationForm(kind, '2026-11-22').parse({ ...answers, again: 'yes', part: '领唱' });
    expect(more.again).toBe(kind.repeats);
  },
);
