/** What people are told of a draw. */

interface LotteryNotice {
  personId: string;
  kind: string;
  title: string;
  body: string;
  link: string;
  now: Date;
}

/** The notices about one section, ready for a person. `mostLots` of the round: what not being drawn counts for next time. */
export function lotteryNotices({ title, mostLots, now }: { title: string; mostLots: number; now: Date }) {
  const next = mostLots > 1 ? `没抽中会记下来，下个学期报名时你会多一个号，最多 ${mostLots} 个。` : '';
  const notice = (
    personId: string,
    kind: string,
    words: Pick<LotteryNotice, 'title' | 'body'>,
  ): LotteryNotice => ({
    personId,
    kind,
    ...words,
    link: '/me/application',
    now,
  });
  return {
    admitted: (personId: string) =>
      notice(personId, 'lottery-admitted', {
        title: `抽中了《${title}》`,
        body: '已经替你选上，安排和要做的事在“我的课”里。不想上的话，在退改选期内可以退。',
      }),
    yielded: (personId: string, why: string) =>
      notice(personId, 'lottery-yielded', {
        title: `抽中了《${title}》，但没能选上`,
        body: `${why}名额已转给候补的人或者放回班里。`,
      }),
    waiting: (personId: string, position: number) =>
      notice(personId, 'lottery-lost', {
        title: '这次没有抽中，已排进候补',
        body: `《${title}》候补第 ${position} 位。有名额会通知你。${next}`,
      }),
    nothing: (personId: string) =>
      notice(personId, 'lottery-lost', {
        title: '这次没有抽中',
        body: `退改选时还可以选有空位的班。${next}`,
      }),
  };
}
