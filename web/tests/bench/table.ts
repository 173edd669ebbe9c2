export interface Figure {
  what: string;
  measured: number;
  limit: number;
  unit: "ms" | "times";
}

/** Says what was measured, with its limit beside it. Nothing fails: another machine has other figures. */
export function say(figures: Figure[]): void {
  const lines = figures.map(({ what, measured, limit, unit }) => `${what.padEnd(64)} ${measured.toFixed(1).padStart(7)} ${unit}, limit ${limit}${measured > limit ? "  MISSED" : ""}`);
  console.log(lines.join("\n"));
}

export function median(times: number[]): number {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
