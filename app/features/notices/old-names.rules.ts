/** Where a name stands in notices as they have been worded since the first edition, by their kind: those from before names were known by their place. */
const places: Readonly<Record<string, readonly RegExp[]>> = {
  'adjustment-decided': [/^(.+?)《/, / 学分。(.+?)：/],
  'credit-adjusted': [/[。；](?:.*[。；])?(.+?)提出，/, /提出，(.+?)核对确认/],
  'call-to-make': [/请打电话问(.+?)：/],
  'assistance-disputed': [/^(.+?)说没有同意《/, /联络员 (.+?) 办的/],
  attendance: [/^(.+?)补“/],
  'done-for-you': [/^(?:\S+ )?(.+?) 替你/],
  suggestion: [/由(.+?)负责/],
  recording: [/^(.+?)看过了/],
  account: [/^(.+?)（/, /^(.+?)把你的手机号登记为/],
};

/** The kinds of notices in which somebody else may be named. */
export const kindsThatName: readonly string[] = Object.keys(places);

const LONGEST_NAME = 64;

/** What stands where a notice of its kind names somebody: perhaps a name, perhaps other words. */
export function namesIn({ kind, title, body }: { kind: string; title: string; body: string }): string[] {
  const found = (places[kind] ?? []).flatMap((place) =>
    [title, body].flatMap((text) => place.exec(text)?.[1]?.trim() ?? []),
  );
  return [...new Set(found)].filter((name) => name !== '' && name.length <= LONGEST_NAME);
}
