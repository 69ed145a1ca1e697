import fc from 'fast-check';
import { expect, it } from 'vitest';
import { suggestionChecks } from '#app/cli/checks/suggestions.server.ts';
import {
  acceptSuggestion,
  answerSuggestion,
  forwardSuggestion,
} from '#app/features/suggestions/answering.server.ts';
import { attendToOverdue } from '#app/features/suggestions/reminding.server.ts';
import { replyToAnswer } from '#app/features/suggestions/replying.server.ts';
import { type StepKind, stateOfSteps } from '#app/features/suggestions/suggestions.rules.ts';
import { holding } from '#tests/declarations/declaring.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner } from '#tests/support/world.ts';
import { kindsOf, rowOf, writtenBy } from './box.ts';

const deeds = ['accept', 'answer', 'forward', 'satisfied', 'again', 'dissatisfied', 'wait'] as const;

describeOnBothDatabases('whatever is done to a suggestion, in whatever order', (open) => {
  it('its steps are a way that there is, it says something more at most once, and nothing follows its end', async () => {
    const db = await open();
    const admin = (await holding(db, 'academy-admin', '舒再看')).actor;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...deeds), { maxLength: 14 }), async (script) => {
        const writer = await aLearner(db);
        const suggestionId = await writtenBy(db, writer);
        let days = 0;
        for (const deed of script) {
          days += deed === 'wait' ? 32 : 1;
          const now = after({ days });
          const staff = { actor: admin, suggestionId, now };
          if (deed === 'wait')
            await attendToOverdue(db, {
              limit: 500,
              now,
              failed: (_, error) => {
                throw error;
              },
            });
          else if (deed === 'accept') await acceptSuggestion(db, staff);
          else if (deed === 'answer') await answerSuggestion(db, { ...staff, words: '看过了。' });
          else if (deed === 'forward') {
            const desk = (await rowOf(db, suggestionId)).desk === 'registrar' ? 'academy-admin' : 'registrar';
            await forwardSuggestion(db, { ...staff, desk, reason: '归那里办。' });
          } else
            await replyToAnswer(db, {
              ...{ actor: writer.actor, key: suggestionId, means: deed, words: '还有一句。', now },
            });
        }
        const kinds = (await kindsOf(db, suggestionId)) as StepKind[];
        const row = await rowOf(db, suggestionId);
        expect(stateOfSteps(kinds)).toBe(row.state);
        expect(kinds.filter((kind) => kind === 'again').length).toBeLessThanOrEqual(1);
        expect(row.owner_person_id !== null || row.state === 'received' || row.state === 'closed').toBe(true);
      }),
      { numRuns: 40 },
    );
    for (const { name, run } of suggestionChecks)
      expect([name, await run(db, 'embedded')]).toEqual([name, null]);
  });
});
