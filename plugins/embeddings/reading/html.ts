import type { Block, Reading } from './block.js';
import { HeadingPath } from './heading-path.js';
import { contentOf, partsOf, titleOf } from './html-parts.js';
import { wordsOf } from './markdown.js';
import type { Element, Markdown, MarkdownContent, Page } from './syntax-trees.js';

interface Translation {
  parse(part: Page): Markdown;
  write(node: MarkdownContent): string;
}

/** A page as Markdown; its positions are those of the source. */
export async function readHtml(source: string): Promise<Reading> {
  const [{ fromHtml }, { toMdast }, { toMarkdown }, { gfmToMarkdown }] = await Promise.all([
    import('hast-util-from-html'),
    import('hast-util-to-mdast'),
    import('mdast-util-to-markdown'),
    import('mdast-util-gfm'),
  ]);
  const page = fromHtml(source);
  const title = titleOf(page);
  const extensions = [gfmToMarkdown()];
  const blocks = blocksOf(contentOf(page), {
    parse: (part) => toMdast(part, { document: true }) as Markdown,
    write: (node) => toMarkdown(node, { extensions }).trim(),
  });
  return { blocks, ...(title !== '' && { title }) };
}

/** Part by part: translated as a whole, a large page takes hundreds of megabytes. */
function* blocksOf(content: Page | Element, { parse, write }: Translation): Generator<Block> {
  const path = new HeadingPath();
  for (const part of partsOf(content)) {
    for (const node of parse(part).children.flatMap(apart)) {
      if (node.type === 'heading') path.enter(node.depth, wordsOf(node));
      const text = write(node);
      const place = node.position ?? part.position;
      if (text === '' || place === undefined) continue;
      yield {
        ...{ text, from: place.start.offset ?? 0, to: place.end.offset ?? 0, line: place.start.line },
        ...{ heading: String(path), ...(node.type === 'heading' && { isHeading: true }) },
      };
    }
  }
}

/** Items of a long list can stand apart. */
const apart = (node: MarkdownContent): MarkdownContent[] =>
  node.type === 'list' && node.children.length > 8 ? node.children : [node];
