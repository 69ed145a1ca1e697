import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { keepersOfImports } from '#app/features/imports/keepers.ts';
import { templateSheets } from '#app/features/imports/template.rules.ts';
import { failure } from '#app/lib/http.server.ts';
import { writeSheets } from '#app/lib/sheet.server.ts';
import { importKindAt } from '#app/shell/import-kinds.server.ts';
import { sheetHeaders } from '#app/shell/sheet-headers.ts';

/** An Excel file to be filled in: headings, examples, and a sheet that explains them. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireRole(request, context, ...keepersOfImports);
  const kind = importKindAt(params.kind?.replace(/\.xlsx$/u, ''));
  if (!kind) throw failure(request, 404);
  const bytes = await writeSheets(templateSheets(kind.shape));
  return new Response(new Uint8Array(bytes), { headers: sheetHeaders(`${kind.shape.name}模板.xlsx`) });
}
