/** One row of a sheet of people, read: who, where, as what, from when. Nothing is guessed: what cannot be read is said. */
import type { Position } from '#app/lib/vocabulary.ts';
import type { Line } from './kinds.ts';
import { personWords } from './person-words.rules.ts';
import { flatIn, numberedPlace, placeSteps } from './place-words.rules.ts';
import { positionNamed } from './positions.rules.ts';
import {
  ageBandIn,
  clean,
  dayOfCell,
  isOpenEnd,
  personName,
  phoneIn,
  spanIn,
  twoDaysWords,
} from './values.rules.ts';

export interface PersonRow {
  number: number;
  name: string;
  /** As it is written, in small letters; empty without. */
  username: string;
  phone: string;
  /** The steps to the place in the columns from the community to the entrance. */
  said: string[];
  /** The steps in 所在组织; where nothing else says a place, those of an address. */
  own: string[];
  /** The steps of an address that stands beside a place. */
  address: string[];
  /** The number of the flat that is written behind a house or an entrance, as figures; empty without. */
  flat: string;
  /** What a group of refused rows is called. */
  community: string;
  position: Position;
  /** Whether the sheet says one. */
  saysPosition: boolean;
  from: string | null;
  to: string | null;
  ageBand: string | null;
  problems: string[];
}

const MOST_NAME = 64;

/** Reads a row on a day. `positionNeeded`: of somebody who is known only a post is of interest. */
export function personRowOf(
  line: Line,
  { today, positionNeeded }: { today: string; positionNeeded: boolean },
): PersonRow {
  const problems: string[] = [];
  const name = personName(line.cell('name'));
  if (name === '') problems.push('没有写姓名。');
  else if (name.length > MOST_NAME || /\d{3}/u.test(name))
    problems.push(`“${name.slice(0, 20)}”不像一个姓名，请核对是不是填错了列。`);
  const username = clean(line.cell('username')).toLowerCase();
  if (username.length > MOST_NAME) problems.push(personWords.badUsername(username));
  const phone = phoneOf(line.cell('phone'), problems);
  const wordsOfPosition = clean(line.cell('position'));
  const position = positionNamed(wordsOfPosition);
  if (wordsOfPosition !== '' && !position)
    problems.push(
      `岗位“${wordsOfPosition.slice(0, 20)}”认不出。请写楼栋长、网格员、党员、志愿者、居民这样的名称。`,
    );
  if (wordsOfPosition === '' && positionNeeded) problems.push('没有写岗位。');
  const { from, to } = daysOf(line, problems);
  const community = clean(line.cell('community'));
  const places = placesOf(line);
  if (places.said.length + places.own.length === 0)
    problems.push('没有写在哪里：请写社区和楼栋，或者所在组织。');
  const age = clean(line.cell('age'));
  const ageBand = age === '' ? null : ageBandIn(age, Number(today.slice(0, 4)));
  if (age !== '' && !ageBand) problems.push(`年龄“${age.slice(0, 20)}”认不出。请写 60-64、63 或者出生年份。`);
  return {
    ...{ number: line.number, name, phone, ...places, community, ageBand, from, to, problems },
    username,
    position: position ?? 'resident',
    saysPosition: position !== null,
  };
}

function phoneOf(text: string, problems: string[]): string {
  if (clean(text) === '') return '';
  const read = phoneIn(text);
  if (read.ok) return read.phone;
  problems.push(
    read.lost
      ? '手机号在表里变成了 1.38E+10 这样，后面几位已经丢了。请把这一列设成文本，再填一次。'
      : `手机号“${clean(text).slice(0, 20)}”不是十一位手机号，请改正或者空着。`,
  );
  return '';
}

const askFrom = '请写成 2025-3-1 或者 2025年3月。';
const askTo = '请写成 2025-3-1，还在任的空着。';

/** From one cell for both, 2022.3-2025.3 or 2022年3月至今, or from two. */
function daysOf(line: Line, problems: string[]): { from: string | null; to: string | null } {
  const span = spanIn(line.cell('from'));
  const last = clean(line.cell('to'));
  if (spanIn(last)) {
    problems.push(twoDaysWords(last, ['任职时间', '结束日期']));
    return { from: null, to: null };
  }
  const start = span ?? dayFrom(line, { key: 'from', label: '任职时间', ask: askFrom }, problems);
  const to = isOpenEnd(last)
    ? null
    : dayFrom(line, { key: 'to', label: '结束日期', edge: 'last', ask: askTo }, problems).from;
  if (span && last !== '' && to !== span.to)
    problems.push(
      `“任职时间”里写了一段时间，“结束日期”里又写了“${last.slice(0, 20)}”，对不上。请只写一处，或者分两列写。`,
    );
  const days = { from: start.from, to: span ? span.to : to };
  if (days.from && days.to && days.to < days.from) problems.push('结束日期比任职时间还早，请改正。');
  return days;
}

function dayFrom(
  line: Line,
  column: Parameters<typeof dayOfCell>[1],
  problems: string[],
): { from: string | null } {
  const read = dayOfCell(line, column);
  if (!read.ok) problems.push(read.words);
  return { from: read.ok ? read.day : null };
}

/** Where somebody lives is not where his post is: an address counts only where nothing else says a place. */
function placesOf(line: Line): Pick<PersonRow, 'said' | 'own' | 'address' | 'flat'> {
  const said = [
    ...placeSteps(line.cell('community')),
    ...placeSteps(line.cell('area')),
    ...placeSteps(numberedPlace(line.cell('building'), '栋')),
    ...placeSteps(numberedPlace(line.cell('entrance'), '单元')),
  ];
  const own = placeSteps(line.cell('unit'));
  const isAddress = said.length + own.length === 0;
  const columns = isAddress ? ['address'] : ['community', 'area', 'building', 'entrance', 'unit'];
  const flat = columns.map((key) => flatIn(line.cell(key))).find(Boolean) ?? '';
  const address = placeSteps(line.cell('address'));
  return { said, own: isAddress ? address : own, address: isAddress ? [] : address, flat };
}
