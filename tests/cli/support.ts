import { runAcademy } from '#app/cli/run.ts';
import type { Engine } from '#db/dialect.server.ts';

export interface Outcome {
  code: number;
  said: string[];
  complained: string[];
}

/** Runs the operator's tool in this process, with what it says kept. `secrets` are typed when it asks. */
export async function operate(
  url: string,
  words: string[],
  {
    secrets = [],
    variables = {},
    now,
  }: { secrets?: string[]; variables?: Record<string, string>; now?: Date } = {},
): Promise<Outcome> {
  const said: string[] = [];
  const complained: string[] = [];
  const typed = [...secrets];
  const code = await runAcademy({
    words,
    variables: { DATABASE_URL: url, ...variables },
    terminal: {
      say: (line) => void said.push(line),
      complain: (line) => void complained.push(line),
      secret: async () => typed.shift() ?? '',
    },
    ...(now ? { now: () => now } : {}),
  });
  return { code, said, complained };
}

export const engineNamed = (name: 'sqlite' | 'mariadb'): Engine =>
  name === 'sqlite' ? 'embedded' : 'server';
