import { type Command, type Invocation, Problem, withDatabase } from '#app/cli/command.ts';
import { createPerson, grantRole, type PersonOutcome } from '#app/features/identity/people.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { type Role, roles } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';

export const personCreate: Command = {
  name: 'person create',
  summary: 'adds a person with an account, and the rights that they are given',
  usage: '--username NAME --name 姓名 [--role ROLE]… [--password-stdin]',
  help: [
    'A real academy has no account of its own: make the first one with --role academy-admin, or security-admin.',
    'The password is asked for, typed unseen.',
    '',
    '  --username NAME    small letters, figures, dots and hyphens',
    '  --name 姓名         how the person is called',
    `  --role ROLE        over the whole academy; may be repeated: ${roles.join(' ')}`,
    '  --password-stdin   reads the password from standard input',
  ],
  options: {
    username: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string', multiple: true },
    'password-stdin': { type: 'boolean' },
  },
  takes: 0,
  run: (invocation) => {
    const { username, name } = invocation.values;
    if (typeof username !== 'string' || typeof name !== 'string')
      throw new Problem('--username and --name must be given.', 2);
    const wanted = rolesOf(invocation);
    return withDatabase(invocation.env, async (db) => {
      const password = await passwordOf(invocation);
      await addPerson(db, { username, name, password, wanted, now: invocation.now() });
      const rights = wanted.length > 0 ? ` with ${wanted.join(', ')}` : '';
      invocation.terminal.say(`${username} can sign in now${rights}.`);
      return 0;
    });
  },
};

function rolesOf({ values }: Invocation): Role[] {
  const given = Array.isArray(values.role) ? values.role.map(String) : [];
  const unknown = given.find((role) => !(roles as readonly string[]).includes(role));
  if (unknown !== undefined) throw new Problem(`There is no role ${unknown}. Known: ${roles.join(', ')}.`, 2);
  return given as Role[];
}

async function passwordOf({ terminal, values }: Invocation): Promise<string> {
  const password = await terminal.secret('Password');
  if (
    !values['password-stdin'] &&
    process.stdin.isTTY &&
    (await terminal.secret('The same again')) !== password
  )
    throw new Problem('The two passwords are not the same.');
  return password;
}

interface Wanted {
  username: string;
  name: string;
  password: string;
  wanted: readonly Role[];
  now: Date;
}

/** The person and all their rights, or nothing. */
async function addPerson(db: Db, { username, name, password, wanted, now }: Wanted): Promise<void> {
  const actor = systemActor('person create');
  await inTransaction(db, async (trx) => {
    const made = await createPerson(trx, { actor, username, name, password, now });
    if (!made.ok) throw new Problem(problemOf(made, username));
    for (const role of wanted) {
      const granted = await grantRole(trx, {
        actor,
        personId: made.personId,
        role,
        validFrom: dayOf(now),
        now,
      });
      if (!granted.ok) throw new Problem(`${username} cannot be made ${role}: ${granted.reason}.`);
    }
  });
}

function problemOf(outcome: Exclude<PersonOutcome, { ok: true }>, username: string): string {
  if (outcome.reason === 'password') return `The password is refused: ${outcome.problem}`;
  if (outcome.reason === 'username-taken') return `There is a ${username} already.`;
  if (outcome.reason === 'name') return 'The name must have 1 to 64 characters.';
  return 'The username must have 2 to 64 small letters, figures, dots, hyphens and underscores.';
}
