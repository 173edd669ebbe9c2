import { toScenario } from "../../state/scenarioFile";
import type { Workspace } from "../../state/workspace";
import { toYaml } from "../../state/yaml";
import { t } from "../../text/text";
import { download } from "../../ui/dom";
import type { MenuItem } from "../../ui/menu";

/** All tests as a scenario of `sayso test`, in each of its forms. */
export function exportItems(workspace: Workspace): MenuItem[] {
  const item = (format: "yaml" | "json", policies: "names" | "inline"): MenuItem => ({
    text: t.tests.exports[`${format}${policies === "names" ? "Names" : "Inline"}`],
    detail: t.tests.exportDetails[policies],
    disabled: workspace.tests.length === 0,
    run: async () => {
      const scenario = toScenario(workspace, workspace.tests, { policies });
      if (format === "yaml") download("sayso.test.yaml", await toYaml(scenario), "application/yaml");
      else download("sayso.test.json", `${JSON.stringify(scenario, null, 2)}\n`);
    },
  });
  return [item("yaml", "names"), item("yaml", "inline"), item("json", "names"), item("json", "inline")];
}
