import type { Element, Page, PageContent } from './syntax-trees.js';

/** What is no content of the page. */
const DROPPED = new Set([
  ...[
    'script',
    'style',
    'noscript',
    'template',
    'nav',
    'iframe',
    'svg',
    'form',
    'button',
    'dialog',
    'canvas',
  ],
  ...['object', 'embed', 'link', 'meta', 'head'],
]);
const CONTAINERS = new Set([
  ...['html', 'body', 'main', 'article', 'section', 'div', 'header', 'footer', 'aside', 'center', 'details'],
]);
const BLOCKS =
  /^(h[1-6]|p|ul|ol|dl|pre|table|blockquote|figure|hr|address|fieldset|html|body|main|article|section|div|header|footer|aside|center|details)$/;

type Parent = Page | Element;

/** The element with what the page is about. */
export const contentOf = (page: Page): Parent =>
  find(page, 'main') ?? find(page, 'article') ?? find(page, 'body') ?? page;

export const titleOf = (page: Page): string =>
  (find(page, 'title')?.children ?? [])
    .map((child) => (child.type === 'text' ? child.value : ''))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();

/** The parts that can be read by themselves: each block, and what stands between two blocks. */
export function* partsOf(parent: Parent): Generator<Page> {
  let between: PageContent[] = [];
  for (const child of prune(parent).children as PageContent[]) {
    const isBlock = child.type === 'element' && BLOCKS.test(child.tagName);
    if (!isBlock) {
      between.push(child.type === 'element' ? (prune(child, true) as Element) : child);
      continue;
    }
    yield* part(between);
    between = [];
    if (CONTAINERS.has(child.tagName)) yield* partsOf(child);
    else yield* part([prune(child, true) as Element]);
  }
  yield* part(between);
}

function* part(children: PageContent[]): Generator<Page> {
  const first = children.find(({ position }) => position !== undefined)?.position;
  const last = children.findLast(({ position }) => position !== undefined)?.position;
  if (first === undefined || last === undefined) return;
  yield { type: 'root', children, position: { start: first.start, end: last.end } };
}

function prune(parent: Parent, isDeep = false): Parent {
  parent.children = (parent.children as PageContent[]).filter(
    (child) =>
      child.type !== 'comment' &&
      !(child.type === 'element' && (DROPPED.has(child.tagName) || child.properties.hidden === true)),
  ) as typeof parent.children;
  if (isDeep) for (const child of parent.children) if (child.type === 'element') prune(child, true);
  return parent;
}

function find(parent: Parent, tagName: string): Element | undefined {
  for (const child of parent.children) {
    if (child.type !== 'element') continue;
    const found = child.tagName === tagName ? child : find(child, tagName);
    if (found !== undefined) return found;
  }
  return undefined;
}
