import { type RefusalWords, withdrawalWords } from '#app/features/selection/refusal-words.rules.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { deedInScope } from './deeds.server.ts';
import { dispute, settleDispute, undoFor } from './disputes.server.ts';
import { aboutPerson } from './words.rules.ts';

const changed = { what: '这条记录刚刚有了变化，没有改动。', next: '请看过现在的情况再办。' };

const drawing = {
  what: '报名已经截止，现在不能撤回。',
  next: '抽中以后，退改选时可以按退选办。',
};

/** What a registrar does about a deed; null when done, else why not, in words about the person. */
export async function review(
  db: Db,
  asked: {
    actor: Actor;
    consentId: string;
    means: 'undo' | 'dispute' | 'settle';
    words: string;
    now: Date;
  },
): Promise<RefusalWords | null> {
  switch (asked.means) {
    case 'settle':
      return (await settleDispute(db, asked)) ? null : changed;
    case 'dispute':
      return (await dispute(db, { ...asked, by: 'registrar' })).outcome === 'noted' ? null : changed;
    case 'undo': {
      const left = await undoFor(db, asked);
      if (left.outcome === 'withdrawn') return null;
      if (left.outcome === 'not-found') return changed;
      const deed = await deedInScope(db, asked);
      const words = left.reason === 'drawing' ? drawing : withdrawalWords(left.reason);
      return aboutPerson(words, deed?.personName ?? '本人');
    }
  }
}
