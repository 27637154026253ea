import sparticuz from '@sparticuz/chromium';
import axe from 'axe-core';
import { type Browser, chromium, type Frame, type Page } from 'playwright-core';

/** Of what it is started with: one process for all dies with its first page, and pages are to be as safe as at people's. */
const UNWANTED = ['--single-process', '--disable-web-security', '--allow-running-insecure-content'];

export async function startChromium(): Promise<Browser> {
  const executablePath = await sparticuz.executablePath();
  const args = sparticuz.args.filter((each) => !UNWANTED.includes(each));
  return chromium.launch({ executablePath, args: [...args, '--no-sandbox'] });
}

/** What accessibility rules a page breaks, as `rule: element`. */
export async function violationsOf(page: Page | Frame): Promise<string[]> {
  // Over the debugger, past the page's own policy.
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await checker.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

/** Whatever the browser complains about. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
}
