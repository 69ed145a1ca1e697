/** Yearly schemes in sentences, scheme by scheme. */
import { formatHundredths } from '#app/lib/hundredths.ts';
import { basisWords, type PolicyPart, positionsWords, schoolsWords } from './policy-words.rules.ts';
import type { Counter, CreditSchemes, Minimum, Promotion, Scheme } from './schemes.schema.ts';

/** First what holds for all, then scheme by scheme. */
export function schemesWords(schemes: CreditSchemes): PolicyPart[] {
  const { statement, rules, proRata, exemptions = [] } = schemes;
  const general = [
    statement,
    ...(rules ? [`按学分规则 ${rules.code} ${rules.version} 计分。`] : []),
    proRata === 'none' ? '年中任职的，也按全年算。' : '年中任职的，按任职的月数折算。',
    ...(exemptions.length > 0
      ? [`可以免考核的情况：${exemptions.map(({ label }) => label).join('、')}。`]
      : []),
  ];
  return [
    { title: '总的规定', lines: general },
    ...schemes.schemes.map((scheme) => ({ title: scheme.title, lines: schemeWords(scheme) })),
    ...promotionWords(schemes.promotions),
    ...basisWords(schemes.basis),
  ];
}

function promotionWords(promotions: readonly Promotion[] = []): PolicyPart[] {
  return promotions.map(({ label, positions, explanation }) => ({
    title: label,
    lines: [`适用身份：${positionsWords(positions)}。`, explanation],
  }));
}

function schemeWords(scheme: Scheme): string[] {
  const { positions, cycle, totalHundredths, countingSchools, countingCourses, makeUp } = scheme;
  const span = cycle ? `每 ${cycle.years} 年一个周期（从 ${cycle.first} 年起）` : '每年';
  return [
    `适用身份：${positionsWords(positions)}。`,
    totalHundredths > 0
      ? `${span}应修 ${formatHundredths(totalHundredths)} 学分，达到 ${scheme.nearlyPercent}%，算基本达标。`
      : '没有学分任务，只记档案。',
    ...(scheme.targets ?? []).map(
      ({ label, hundredths }) => `${label}：应修 ${formatHundredths(hundredths)} 学分。`,
    ),
    ...scheme.minimums.map((minimum) => `${minimum.label}至少 ${amountWords(minimum)}。`),
    ...scheme.maximums.map((maximum) => `${maximum.label}最多计入 ${amountWords(maximum)}。`),
    ...scheme.requiredCourses.map(courseWords),
    ...(scheme.intensiveSectionsMin
      ? [`当年至少参加 ${scheme.intensiveSectionsMin} 个集中班（由学校另外确认，这里不计算）。`]
      : []),
    `计入的学校：${schoolsWords(countingSchools)}${countingCourses.length > 0 ? `；另外计入 ${countingCourses.join('、')}` : ''}。`,
    ...(makeUp ? [`周期结束后 ${makeUp.months} 个月内可以补。${makeUp.explanation}`] : []),
    ...(scheme.counters ?? []).map(counterWords),
    scheme.basis,
  ];
}

function amountWords({ hundredths, percentOfRequired }: Pick<Minimum, 'hundredths' | 'percentOfRequired'>) {
  return percentOfRequired === undefined
    ? `${formatHundredths(hundredths ?? 0)} 学分`
    : `应修的 ${percentOfRequired}%`;
}

function courseWords({ code, alternatives, within }: Scheme['requiredCourses'][number]): string {
  const when = within === 'year' ? '当年' : '任职第一年';
  return `${when}要学完 ${[code, ...alternatives].join(' 或 ')}。`;
}

function counterWords({ label, unit, years, levels, counts, explanation }: Counter): string {
  const asked = levels.map((level) => `${level.label} ${level.required} ${unit}`).join('，');
  const span = years > 1 ? `${years} 年` : '每年';
  return `另外累计“${label}”：${span}${asked}。${explanation}${counts ? '' : '（只列名目，系统不自动累计。）'}`;
}
