/** What people are told of a draw. */

interface LotteryNotice {
  personId: string;
  kind: string;
  title: string;
  body: string;
  link: string;
  now: Date;
}

interface Draw {
  /** Of the section. */
  title: string;
  /** `mostLots`: what not being drawn counts for next time. */
  round: { id: string; mostLots: number };
  now: Date;
}

/** The notices about one section, ready for a person; each leads to the outcome of this round. */
export function lotteryNotices({ title, round: { id: roundId, mostLots }, now }: Draw) {
  const next = mostLots > 1 ? `没抽中会记下来，下个学期报名时你会多一个号，最多 ${mostLots} 个。` : '';
  const missed =
    mostLots > 1
      ? `如果这次别的班也没有选上，会记下来：下个学期报名时你会多一个号，最多 ${mostLots} 个。`
      : '';
  const changes = '补选和退选开始以后，还可以选有空位的班。';
  const notice = (
    personId: string,
    kind: string,
    words: Pick<LotteryNotice, 'title' | 'body'>,
  ): LotteryNotice => ({
    personId,
    kind,
    ...words,
    link: `/me/application?round=${roundId}`,
    now,
  });
  return {
    admitted: (personId: string) =>
      notice(personId, 'lottery-admitted', {
        title: `抽中了《${title}》`,
        body: '已经替你选上，安排和要做的事在“我的课”里。不想上的话，在补选和退选的时间里可以退。',
      }),
    yielded: (personId: string, why: string) =>
      notice(personId, 'lottery-yielded', {
        title: `抽中了《${title}》，但没能选上`,
        body: `${why}名额已转给候补的人或者放回班里。`,
      }),
    calledOff: (personId: string) =>
      notice(personId, 'lottery-called-off', {
        title: `抽中了《${title}》，但这个班不开了`,
        body: `录取以前班取消、并走或者上完了，没能替你选上。${changes}${missed}`,
      }),
    noSeat: (personId: string, position: number) =>
      notice(personId, 'lottery-no-seat', {
        title: `抽中了《${title}》，但名额不够`,
        body: `录取时班里的名额比摇号时少了，按号的先后给完。已替你排进候补，第 ${position} 位，在没抽中的人前面；有名额会通知你。${missed}`,
      }),
    waiting: (personId: string, position: number) =>
      notice(personId, 'lottery-lost', {
        title: '这次没有抽中，已排进候补',
        body: `《${title}》候补第 ${position} 位。有名额会通知你。${next}`,
      }),
    nothing: (personId: string, noLine: string | null) =>
      notice(personId, 'lottery-lost', {
        title: '这次没有抽中',
        body: `${noLine ? `《${title}》的候补也没有排上：${noLine}` : ''}${changes}${next}`,
      }),
  };
}
