// What of an account's matrix is shown.

import type { Row } from "../../engine/account/types";

/** What a column asks; without a resource some will do. */
export interface Head {
  action: string;
  resource: string | null;
}

export const headOf = ({ action, resource }: Head) => (resource === null ? action : `${action} ${resource}`);

export function rowsShown(rows: Row[], query: string, onlyAllowed: boolean): Row[] {
  const words = query.toLowerCase().split(/\s+/);
  const may = (row: Row) => row.cells.some((it) => it.decision === "allowed" || it.decision === "depends");
  return rows.filter((row) => words.every((it) => row.principal.toLowerCase().includes(it)) && (!onlyAllowed || may(row)));
}
