import { describe, expect, it } from 'vitest';
import { Films } from '#app/jobs/films.ts';

describe('films of a worker', () => {
  it('look for one at a time, and none once it ends', async () => {
    let looks = 0;
    const attempt = async (task: string) => {
      if (task === 'films') looks += 1;
    };
    const films = new Films({ attempt, worker: 'one' } as never);
    films.look();
    films.look();
    expect(looks).toBe(1);
    await films.stop();
    films.look();
    expect(looks).toBe(1);
  });
});
