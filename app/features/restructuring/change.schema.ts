import { z } from 'zod';
import type { ChangeKind } from '#app/features/organisation/change-kinds.ts';
import type { Change } from '#app/features/organisation/change-plan.ts';
import { isId } from '#app/lib/id.ts';
import { MOST_PARTS } from './part-numbers.ts';

const id = (what: string) => z.string(what).refine(isId, what);
const maybeId = z
  .string()
  .optional()
  .transform((value) => value || null)
  .refine((value) => value === null || isId(value), '没有找到这个组织，请重新选。');
const name = z
  .string()
  .optional()
  .default('')
  .transform((text) => text.trim())
  .refine((text) => [...text].length <= 64, '名称最多 64 个字。');
const common = {
  day: z.iso.date('请填从哪一天起。'),
  reason: z.string('请写为什么。').trim().min(2, '请写为什么，例如哪份文件。').max(500, '最多 500 个字。'),
};

const forms = {
  move: z.object({ ...common, to: id('请选移到哪里：先查找，再选一个。') }),
  rename: z.object({ ...common, name: name.refine((text) => text.length > 0, '请填新的名称。') }),
  merge: z.object({ ...common, into: maybeId, name }),
  split: z.object({ ...common, rest: z.coerce.number().int().min(1).max(MOST_PARTS).catch(1) }),
  close: z.object({ ...common, to: maybeId }),
} as const;

type Fields = Readonly<Record<string, string>>;
type Read =
  | { ok: true; change: Change; day: string; reason: string }
  | { ok: false; errors: { field: string; message: string }[] };

/** What a form for changing a unit asks for. Boxes are named by what they choose: `with-<unit>` of a merge, `child-<unit>` (a part's number) of a split. */
export function readChange(kind: ChangeKind, unitId: string, fields: Fields): Read {
  const form = forms[kind].safeParse(fields);
  if (!form.success)
    return {
      ok: false,
      errors: form.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), message })),
    };
  const { day, reason } = form.data;
  const change = asChange(kind, unitId, { ...fields, ...form.data });
  return Array.isArray(change) ? { ok: false, errors: change } : { ok: true, change, day, reason };
}

type Asked = Record<string, unknown>;

function asChange(
  kind: ChangeKind,
  unitId: string,
  asked: Asked,
): Change | { field: string; message: string }[] {
  const textOf = (field: string) => String(asked[field] ?? '').trim();
  if (kind === 'move') return { kind, unitId, parentId: textOf('to') };
  if (kind === 'rename') return { kind, unitId, name: textOf('name') };
  if (kind === 'close') return { kind, unitId, toId: textOf('to') || null };
  if (kind === 'merge') {
    const others = chosen(asked, 'with-').map(([id]) => id);
    const intoId = textOf('into') || null;
    if (others.length === 0) return [{ field: 'others', message: '请勾选和它合并的组织。' }];
    if (!intoId && !textOf('name'))
      return [{ field: 'name', message: '请填合并后的名称，或者选并入哪一个。' }];
    return { kind, unitIds: [unitId, ...others], intoId, name: textOf('name') };
  }
  return asSplit(unitId, asked, textOf);
}

function asSplit(
  unitId: string,
  asked: Asked,
  textOf: (field: string) => string,
): Change | { field: string; message: string }[] {
  const numbers = Array.from({ length: MOST_PARTS }, (_, at) => at + 1).filter((number) =>
    textOf(`part-${number}`),
  );
  if (numbers.length < 2) return [{ field: 'part-1', message: '请填至少两个部分的名称。' }];
  const children = chosen(asked, 'child-');
  const missing = children.some(([, number]) => !numbers.includes(Number(number)));
  if (missing)
    return [{ field: 'part-1', message: '有下级选了没有名称的部分，请填上那个部分的名称，或者改选。' }];
  const rest = numbers.indexOf(Number(asked.rest));
  if (rest < 0) return [{ field: 'rest', message: '请选本级的人归哪个部分，那个部分要有名称。' }];
  const parts = numbers.map((number) => ({
    name: textOf(`part-${number}`),
    childIds: children.filter(([, part]) => Number(part) === number).map(([id]) => id),
  }));
  return { kind: 'split', unitId, parts, rest };
}

/** Fields whose names begin so and end with a unit, with their values. */
function chosen(asked: Asked, prefix: string): [string, string][] {
  return Object.entries(asked).flatMap(([field, value]) => {
    const unit = field.startsWith(prefix) ? field.slice(prefix.length) : '';
    return isId(unit) && value ? [[unit, String(value)] as [string, string]] : [];
  });
}
