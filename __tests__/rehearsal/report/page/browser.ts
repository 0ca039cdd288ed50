import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";

/** Debian's, which `.ci/run` installs; elsewhere CHROMIUM names one. */
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Nothing that a browser does of its own may reach for the network, and no GPU is needed. */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @throws Error where there is no Chromium */
export async function startBrowser(): Promise<Browser> {
  if (!existsSync(CHROMIUM))
    throw new Error(
      `There is no ${CHROMIUM}. Install Chromium (Debian: apt-get install chromium), or name yours in CHROMIUM.`,
    );
  // Playwright gives each start an empty profile of its own.
  return chromium.launch({ executablePath: CHROMIUM, args: QUIET });
}

/** A page that is open in a browser, with all that it asked for and complained of. */
export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Of anything but the page itself. */
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
}

/** Opens a page from a file, as somebody does who got it by mail, without a network. */
export async function openPage(browser: Browser, path: string, options: BrowserContextOptions): Promise<OpenPage> {
  const context = await browser.newContext({ ...options, offline: true });
  await context.addInitScript({ path: join(__dirname, "seen-in-page.js") });
  await context.addInitScript({ path: require.resolve("axe-core/axe.min.js") });
  const address = pathToFileURL(path).href;
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => {
    if (request.url() !== address) requests.push(request.url());
  });
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(address);
  return { page, context, requests, complaints };
}
