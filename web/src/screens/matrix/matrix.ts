import type { Screen } from "../../app";
import { t } from "../../text/text";
import { h } from "../../ui/dom";

export const screen: Screen = {
  id: "matrix",
  mount(root) {
    root.append(h("h2", null, t.screens.matrix));
  },
};
