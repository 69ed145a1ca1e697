import { startAcademy } from './lib/academy.ts';
import type { Bench, BenchRun, Row } from './lib/bench.ts';
import { inTurns, type Load, load } from './lib/load.ts';
import { sessionCookies } from './lib/sessions.ts';

/** The same pages of a small and of a large academy, in turns: what growth costs a reader. */
export const bench: Bench = {
  about: 'library, search and course page with few and with many courses, in turns',
  flags: {
    few: '200',
    many: '20000',
    people: '100',
    clients: '8',
    seconds: '2',
    rounds: '3',
    engine: 'sqlite',
  },
  run: growth,
};

interface Place {
  url: string;
  cookie: string;
}

const pages: Record<string, (n: number) => string> = {
  library: () => '/courses',
  search: (n) => `/courses?q=${encodeURIComponent(words[n % words.length] ?? '')}`,
  'course page': (n) => `/courses/RUSH-${String((n % 100) + 1).padStart(5, '0')}`,
};
const words = ['协商', 'xieshang', 'xs', '楼栋', '社区', '手机', '物业', '志愿', '消防安全', '案例课'];

async function growth(run: BenchRun) {
  const [few, many] = [await placeWith(run, run.number('few')), await placeWith(run, run.number('many'))];
  const rows: Row[] = [];
  for (const [page, path] of Object.entries(pages)) {
    const shots = ({ url, cookie }: Place, seconds: number) =>
      load({
        url,
        clients: run.number('clients'),
        seconds,
        shot: (n) => ({ path: path(n), headers: { cookie } }),
      });
    for (const place of [few, many]) await shots(place, 1);
    const seen = await inTurns(
      {
        few: () => shots(few, run.number('seconds')),
        many: () => shots(many, run.number('seconds')),
      },
      run.number('rounds'),
    );
    rows.push(row(page, seen));
  }
  return { rows };
}

async function placeWith(run: BenchRun, courses: number): Promise<Place> {
  const size = ['--people', run.text('people'), '--courses', String(courses), '--sections', '100'];
  const { server, db } = await startAcademy(run, {
    engine: run.text('engine') === 'mariadb' ? 'mariadb' : 'sqlite',
    seeds: [['seed', 'load', '--prefix', 'rush', ...size]],
  });
  const [cookie = ''] = await sessionCookies(db, { prefix: 'rush', limit: 1 });
  return { url: server.url, cookie };
}

function row(page: string, { few, many }: Record<'few' | 'many', Load>): Row {
  return {
    page,
    fewPerSecond: few.perSecond,
    manyPerSecond: many.perSecond,
    fewP99ms: few.p99,
    manyP99ms: many.p99,
    costs: few.perSecond / many.perSecond,
    wrong: few.wrong + many.wrong,
  };
}
