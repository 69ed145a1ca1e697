/** What is said of a row of people, in whole sentences. */
import { masked } from '#app/features/contacts/contact.rules.ts';
import { formatDate } from '#app/lib/time.ts';
import { type Position, positionNames } from '#app/lib/vocabulary.ts';
import type { KnownUnit } from './unit-directory.ts';

export interface PostSaid {
  position: Position;
  trail: string;
  from: string;
  to: string | null;
}

/** `东园社区 › 5 栋 的楼栋长，从 2025年3月1日 起`. */
export function postWords({ position, trail, from, to }: PostSaid): string {
  const until = to ? `到 ${formatDate(to)} 止` : '';
  return `${trail} 的${positionNames[position]}，从 ${formatDate(from)} 起${until}`;
}

export const personWords = {
  added: (name: string, post: PostSaid, { others, phone }: { others: number; phone: string }): string =>
    `会新登记${name}：${postWords(post)}。${phone ? '手机号一起记下。' : ''}${
      others > 0 ? `系统里还有 ${others} 位同名的人；如果就是其中一位，请写上他的用户名再传。` : ''
    }`,
  postAdded: (name: string, username: string, post: PostSaid): string =>
    `${name}（${username}）已经有了，会加一个岗位：${postWords(post)}。`,
  postOfEarlier: (row: number, post: PostSaid): string =>
    `是第 ${row} 行这个人的另一个岗位：${postWords(post)}。`,
  again: (row: number): string =>
    `和第 ${row} 行写的是同一件事，只收一次。要是另一个人，请写上他的手机或者用户名再传。`,
  saysMore: (row: number, more: readonly string[]): string =>
    `和第 ${row} 行是同一个人、同一个岗位，这一行还写了${more.join('、')}。是同一个人的，把两行合成一行；是两个人的，给每个人写他自己的手机或者用户名。`,
  same: (name: string, username: string): string => `${name}（${username}）和这个岗位已经有了，不用改。`,
  ended: (name: string, username: string, position: Position, on: string): string =>
    `${name}（${username}）的${positionNames[position]}岗位已经在 ${formatDate(on)} 结束，没有动它。又上任了的，请在这一行写明新的任职时间和岗位，再传一次。`,
  ageChanged: (name: string, before: string | null, after: string): string =>
    `${name}的年龄段会从${before ?? '没有写'}改成 ${after}。`,
  phoneAdded: (name: string, phone: string): string => `会给${name}记下手机号 ${masked('phone', phone)}。`,
  phoneChanged: (name: string, phone: string): string =>
    `${name}的手机号会换成 ${masked('phone', phone)}，原来的没有确认过。`,
  phoneKept: (name: string): string => `${name}自己确认过另一个手机号，表里的不收。`,
  phoneOfOther:
    '这个手机号已经登记过，不能记给他。请核对手机号和姓名；家里人合用的，把这一格空着，请他自己来登记；他在别处登记过的，请管全院的教务来办。',
  phoneTwice: (row: number): string =>
    `手机号和第 ${row} 行的一样，姓名或者用户名不一样。请核对；家里人合用的，只在一行里写。`,
  endChanged: (name: string, position: Position, before: string | null, after: string): string =>
    `${name}的${positionNames[position]}岗位，结束日期会从${before ? ` ${formatDate(before)} ` : '在任'}改成 ${formatDate(after)}。`,
  against: (row: number, name: string, said: string): string =>
    `和第 ${row} 行是同一个人，可是${name}写得不一样（那一行是 ${said}）。请核对；是两个人的，给每个人写一个用户名。`,
  whichHouse: (home: string): string =>
    `没有写负责哪一栋、哪个单元。家庭住址在 ${home}，住在哪里不等于负责哪里：请加“楼栋”“单元”两列，写上负责的那一处。`,
  otherDoor: (row: number, place: string, door: { entrance: string; flat: string } | undefined): string =>
    `和第 ${row} 行同名，都在${place}，门牌不一样（那一行是 ${door?.entrance ?? ''}${door?.flat ?? ''}），分不清是一个人还是两个人。是同一个人的，两行都写上他的手机号（或者都写用户名）；是两个人的，给每个人写他自己的。`,
  unknownPlace: (step: string): string =>
    `没有找到“${step}”这个地方。请照“组织”页里的名称写，或者先把它建好。`,
  severalPlaces: (trails: readonly string[]): string =>
    `叫这个名字的地方不止一个：${trails.join('、')}。请把上一级也写上。`,
  placesApart: (said: string, own: string): string =>
    `社区、楼栋几列写的是 ${said}，“所在组织”写的是 ${own}，对不上。岗位在哪里就只写哪里：在社区、楼栋的，“所在组织”空着；在党组织的，楼栋空着；两处都有岗位的，写成两行。`,
  outOfScope: (trail: string): string => `${trail} 不在你的管理范围内，请管那里的教务来登记。`,
  notReached: (username: string): string =>
    `用户名 ${username} 已经是别处的人，不在你的管理范围内。请核对用户名。`,
  notNow: (name: string, username: string): string =>
    `${name}（${username}）在你这里的岗位已经结束，或者还没有开始。要给他加岗位、改资料，请管全院的教务来登记。`,
  severalPieces: (position: Position): string =>
    `这个人的${positionNames[position]}岗位是组织变更时几段接起来的，分不清结束的是哪一段。请在他的人员页里结束。`,
  otherName: (username: string, theirs: string, said: string): string =>
    `用户名 ${username} 是${theirs}的，表里的姓名是${said}，对不上。请核对用户名或者姓名。`,
  badUsername: (username: string): string =>
    `用户名“${username.slice(0, 30)}”不能用：只能是小写字母、数字、点和横线，2 到 64 个字。空着就由系统来取。`,
  severalPeople: (name: string, usernames: readonly string[]): string =>
    `叫${name}的不止一位（用户名 ${usernames.slice(0, 4).join('、')}）。请写上用户名，分清是哪一位。`,
  oneUsername: (row: number): string =>
    `和第 ${row} 行同名，只有一行写了用户名，分不清是一个人还是两个人。是同一个人的，两行写上同一个用户名；是两个人的，给每个人写他自己的用户名。`,
  namesake: (row: number, place: string): string =>
    `和第 ${row} 行同名，都在${place}，分不清是一个人还是两个人。是同一个人的，两行都写上他的手机号（或者都写用户名）；是两个人的，各写各的；写重了的，删掉一行。`,
  neighbour: (place: string, name: string, usernames: readonly string[]): string =>
    usernames.length > 0
      ? `${place}已经有${name}了（用户名 ${usernames.slice(0, 4).join('、')}），分不清是不是同一个人。是同一个人的，写上这个用户名；是另一个人的，给他写一个新的用户名。`
      : `${place}已经有一位${name}，他的岗位不都在你的管理范围内，分不清是不是同一个人。是另一个人的，给他写一个新的用户名；是同一个人的，请管全院的教务来登记。`,
  onlyByName: (place: string, name: string, username: string): string =>
    `${place}登记过一位${name}（用户名 ${username}），没有这个岗位；只看姓名分不清是不是他。是他，写上这个用户名；是另一个人，给他写一个新的用户名。`,
  otherPhone: (place: string, name: string, username: string): string =>
    `${place}登记过一位${name}（用户名 ${username}），手机号不是表里的这个；分不清是不是他。是他，写上这个用户名；是另一个人，给他写一个新的用户名。`,
  unitOver: ({ name, validFrom, validTo }: Pick<KnownUnit, 'name' | 'validFrom' | 'validTo'>): string =>
    validTo
      ? `${name}到 ${formatDate(validTo)} 为止，后面没有接着的组织。请写上结束日期，或者等变更以后再传。`
      : `${name}从 ${formatDate(validFrom)} 才有，任职时间不能更早。请把任职时间写成那一天，或者更晚。`,
  endsBefore: '没有写任职时间，结束日期又在今天以前。请把任职时间也写上。',
  own: '这是你自己。自己的事不能自己登记，请另一位教务来办。',
  otherStart: (position: Position, before: string, said: string): string =>
    `这个人的${positionNames[position]}岗位登记的是从 ${formatDate(before)} 起，表里是 ${formatDate(said)}。请核对；要改，先在他的人员页里结束原来的，再登记新的。`,
  reopened: (position: Position, before: string): string =>
    `这个人的${positionNames[position]}岗位已经在 ${formatDate(before)} 结束，表里写的还没有到头。如果是又上任了，请写明新的任职时间。`,
  unknownPerson: (name: string): string =>
    `没有找到${name}这个人。请先用“人员”那种表登记，或者写上他的用户名。`,
} as const;
