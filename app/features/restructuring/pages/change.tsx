import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { type ChangeKind, changeKindNames, changeKinds } from '#app/features/organisation/change-kinds.ts';
import { keepersOfOrganisation } from '#app/features/organisation/keepers.ts';
import type { Unit } from '#app/features/organisation/kinds.ts';
import { levelBelow, unitsBelow } from '#app/features/organisation/levels.server.ts';
import { findUnits } from '#app/features/organisation/unit-search.server.ts';
import { type FormAnswer, fieldOf } from '#app/lib/form-answer.ts';
import { failure, readFields } from '#app/lib/http.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { unitInScope } from '#app/shell/unit-gate.server.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { SearchBox } from '#app/ui/search-box.tsx';
import type { Db } from '#db/database.ts';
import { readChange } from '../change.schema.ts';
import { changeUnits, type Preview, previewChange, seenOf } from '../changing.server.ts';
import { MOST_SHARED_OUT } from '../part-numbers.ts';
import { ChangeFields } from '../parts/change-fields.tsx';
import { PreviewSheet, type ShownPreview } from '../parts/preview-sheet.tsx';
import { refusalWords } from '../refusal-words.ts';

export const meta: MetaFunction = () => [{ title: '组织变更 · 教务 · 社区学院' }];
export const handle = { breadcrumb: adminCrumbs('organisation') };

const kindOf = (value: string | undefined): ChangeKind | undefined =>
  changeKinds.find((kind) => kind === value);
const searched: readonly ChangeKind[] = ['move', 'close', 'merge'];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { unit, scopes } = await unitInScope(request, context, {
    unitId: params.unitId,
    roles: keepersOfOrganisation,
  });
  const kind = kindOf(params.kind);
  if (!kind) throw failure(request, 404);
  const { db } = context;
  const onDay = dayOf(context.now());
  const place = (new URL(request.url).searchParams.get('place') ?? '').trim().slice(0, 64);
  const places = place && searched.includes(kind) ? await findUnits(db, { name: place, scopes, onDay }) : [];
  const { near, more } = await unitsNear(db, unit, { kind, onDay });
  return {
    kind,
    unit: { id: unit.id, name: unit.name, kind: unit.kind },
    today: onDay,
    place,
    places: places
      .filter(
        ({ tree, id, kind: other }) =>
          tree === unit.tree && id !== unit.id && (kind !== 'merge' || other === unit.kind),
      )
      .map(({ id, trail }) => ({ id, trail })),
    near,
    moreBelow: more,
  };
}

/** Beside it for merging, a page of them (others are searched for); all that is below it for splitting. */
async function unitsNear(db: Db, unit: Unit, { kind, onDay }: { kind: ChangeKind; onDay: string }) {
  if (kind === 'split') {
    const below = await unitsBelow(db, { parentId: unit.id, onDay, most: MOST_SHARED_OUT });
    return { near: below.units, more: below.more };
  }
  if (kind !== 'merge') return { near: [], more: false };
  const level = await levelBelow(db, { parentId: unit.parentId, tree: unit.tree, onDay, page: 1 });
  const alike = level.units.filter(({ id, kind: other }) => id !== unit.id && other === unit.kind);
  return { near: alike.map(({ id, name }) => ({ id, name })), more: false };
}

interface Answer extends FormAnswer {
  preview: ShownPreview | null;
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { actor, unit } = await unitInScope(request, context, {
    unitId: params.unitId,
    roles: keepersOfOrganisation,
  });
  const kind = kindOf(params.kind);
  if (!kind) throw failure(request, 404);
  const { what = '', seen = '', ...fields } = await readFields(request);
  const read = readChange(kind, unit.id, fields);
  if (!read.ok) return data<Answer>({ fields, errors: read.errors, preview: null }, 400);
  const { change, day, reason } = read;
  const wanted = { actor, change, day, now: context.now() };
  if (what !== 'confirm') {
    const preview = await previewChange(context.db, wanted);
    if (preview.ok) return data<Answer>({ fields, errors: [], preview: shownOf(preview) });
    return data<Answer>({ fields, errors: [refusalWords(preview)], preview: null }, 409);
  }
  const outcome = await changeUnits(context.db, { ...wanted, reason, seen });
  if (outcome.ok) throw redirect(`/admin/organisation/units/${outcome.unitId}?done=changed`, 303);
  const preview = outcome.reason === 'otherwise' ? shownOf(outcome.preview) : null;
  return data<Answer>({ fields, errors: [refusalWords(outcome)], preview }, 409);
}

function shownOf(preview: Preview): ShownPreview {
  const { plan, going } = preview;
  return {
    seen: seenOf(preview),
    kind: plan.kind,
    day: plan.day,
    subject: plan.subject.name,
    into: plan.into?.name ?? null,
    under: plan.under?.name ?? null,
    units: plan.ends.length,
    names: plan.ends.slice(0, 5).map(({ name }) => name),
    ...going,
  };
}

const leads: Record<ChangeKind, string> = {
  move: '它和它的下级从这一天起放到另一个组织下面，名称、岗位和授权跟着走。',
  rename: '从这一天起叫新的名称，以前的记录里仍是旧名称。',
  merge: '几个同种的组织从这一天起成为一个，下级都归到合并后的组织下面。',
  split: '从这一天起分成几个，每个下级选归哪一个，本级的人归其中一个，授权在每一个里都有。',
  close: '它和它的下级到前一天为止。还有人任职时，要选他们去哪里。',
};

export default function ChangePage() {
  const { kind, unit, today, place, places, near, moreBelow } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const here = `/admin/organisation/units/${unit.id}/${kind}`;
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="还没有变更" />
      <PageTitle title={`${changeKindNames[kind]}：${unit.name}`} lead={leads[kind]} />
      {sent?.preview ? <PreviewSheet preview={sent.preview} fields={sent.fields} back={here} /> : null}
      {!sent?.preview && searched.includes(kind) ? (
        <SearchBox
          action={here}
          label={
            kind === 'move'
              ? '先找移到哪里'
              : kind === 'close'
                ? '先找他们去哪里（没有人就不用找）'
                : '找不在旁边的组织'
          }
          name="place"
          value={place}
          placeholder="名称，例如 东园社区"
        />
      ) : null}
      {sent?.preview ? null : (
        <ChangeFields
          kind={kind}
          places={places}
          searched={place}
          near={near}
          moreBelow={moreBelow}
          unit={unit}
          field={fieldOf(sent, { day: today, rest: '1' })}
          typed={(name) => sent?.fields[name] ?? ''}
        />
      )}
    </>
  );
}
