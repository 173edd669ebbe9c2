// A browser with the built page in it, and a record of all that it asked of any network.

import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { type BrowserContext, type Page, chromium } from "playwright-core";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const TYPES: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".json": "application/json", ".svg": "image/svg+xml", ".webmanifest": "application/manifest+json" };
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** Where the page is. */
  url: string;
  /** Addresses that were asked for. */
  requests: string[];
  /** What the page complained of: errors in its console and exceptions. */
  complaints: string[];
  close(): Promise<void>;
}

/** Opens the hosted page from a server of its own, or the single file from the disk. */
export async function visit(build: "hosted" | "single", options: { colorScheme?: "light" | "dark"; width?: number } = {}): Promise<Visit> {
  const server = build === "hosted" ? await serve(join(DIST, "hosted")) : undefined;
  const url = server ? `http://127.0.0.1:${(server.address() as AddressInfo).port}/` : `file://${join(DIST, "sayso.html")}`;
  const folder = mkdtempSync(join(tmpdir(), "sayso-e2e-"));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: browser(),
    headless: true,
    args: QUIET,
    viewport: { width: options.width ?? 1440, height: 900 },
    colorScheme: options.colorScheme ?? "light",
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(10_000);
  const requests: string[] = [];
  const complaints: string[] = [];
  context.on("request", (it) => requests.push(it.url()));
  page.on("console", (it) => it.type() === "error" && complaints.push(it.text()));
  page.on("pageerror", (it) => complaints.push(it.message));
  await page.goto(url);
  const close = async () => {
    await context.close();
    server?.closeAllConnections();
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { page, context, url, requests, complaints, close };
}

/** The variable CHROMIUM, or what is on PATH. */
function browser(): string {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const found = process.env.CHROMIUM ?? folders.flatMap((it) => names.map((name) => join(it, name))).find((it) => existsSync(it));
  if (found === undefined) throw new Error("no browser: install chromium, or set CHROMIUM");
  return found;
}

function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname));
    const file = join(folder, path === "/" ? "index.html" : path);
    if (!file.startsWith(folder) || !existsSync(file)) return response.writeHead(404).end();
    return response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" }).end(readFileSync(file));
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

/** Waits for the verdict to begin with a word. */
export async function verdict(page: Page, text: string): Promise<void> {
  await page.waitForFunction((wanted) => document.querySelector("#verdict .verdict")?.textContent?.includes(wanted), text);
}
