import type { LoaderFunctionArgs } from '@remix-run/node';
import { readersOfPolicies } from '#app/features/credits/keepers.ts';
import { policyKindNames } from '#app/features/credits/parts/policy-kinds.ts';
import { publishedPolicies } from '#app/features/credits/policy-list.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { dayOf, formatDate } from '#app/lib/time.ts';
import { tableFile } from '#app/shell/table-file.server.ts';

/** Every published version of rules and schemes. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, ...readersOfPolicies);
  return tableFile({
    name: '规则和方案',
    columns: [
      { title: '名称', width: 40, value: ({ title }) => title },
      { title: '种类', width: 14, value: ({ kind }) => policyKindNames[kind] },
      { title: '版本', width: 12, value: ({ version }) => version },
      { title: '从', width: 20, value: ({ validFrom }) => formatDate(validFrom) },
      { title: '到', width: 20, value: ({ validTo }) => (validTo ? formatDate(validTo) : '') },
      { title: '内容指纹', width: 66, value: ({ hash }) => hash },
      { title: '状态', width: 12, value: ({ inForce }) => (inForce ? '现在用的' : '存档') },
    ],
    rows: await publishedPolicies(context.db, dayOf(context.now())),
  });
}
