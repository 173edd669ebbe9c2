import type { Screen, ScreenId } from "../app";

/** The screens in the order of their tabs. All but the first come when they are opened. */
export const SCREENS: { id: ScreenId; key: string; load(): Promise<{ screen: Screen }> }[] = [
  { id: "workbench", key: "w", load: () => import("./workbench/workbench") },
  { id: "matrix", key: "m", load: () => import("./matrix/matrix") },
  { id: "tests", key: "t", load: () => import("./tests/tests") },
  { id: "account", key: "a", load: () => import("./account/account") },
  { id: "examples", key: "e", load: () => import("./examples/examples") },
];
