import type { Block, Reading } from './block.js';
import { HeadingPath } from './heading-path.js';
import { LineCount } from './line-count.js';
import type { Markdown, MarkdownContent } from './syntax-trees.js';

type Parse = (text: string) => Markdown;

/** Markdown is parsed piece by piece: the parser takes several hundred times the memory of its text. */
const PIECE = 16 * 1024;
/** Longer than this no piece gets, whatever a cut there changes. */
const MOST = 2 * PIECE;
/** The parser's time grows with the square of their depth. */
const DEEP = /^(?: {0,3}(?:>|[-+*] |\d{1,9}[.)] )){30,}/gm;
const FRONT_MATTER = /^---\r?\n[\s\S]*?\r?\n---[ \t]*(?:\r?\n|$)/;
const TITLE = /^title:[ \t]*["']?(.+?)["']?[ \t]*$/m;

export async function readMarkdown(text: string): Promise<Reading> {
  const { fromMarkdown } = await import('mdast-util-from-markdown');
  const front = FRONT_MATTER.exec(text)?.[0] ?? '';
  const title = TITLE.exec(front)?.[1];
  return { text, blocks: blocksOf(text, front, fromMarkdown), ...(title !== undefined && { title }) };
}

function* blocksOf(text: string, front: string, parse: Parse): Generator<Block> {
  const path = new HeadingPath();
  const lines = new LineCount(text);
  if (front.trim() !== '')
    yield {
      text: front.trimEnd(),
      from: 0,
      to: front.trimEnd().length,
      line: 1,
      heading: '',
      isHeading: true,
    };
  for (const [from, to] of piecesOf(text, front.length)) {
    for (const node of parse(shallow(text.slice(from, to))).children) {
      if (node.type === 'heading') path.enter(node.depth, wordsOf(node));
      for (const part of partsOf(node)) {
        const [start, end] = [from + part.position!.start.offset!, from + part.position!.end.offset!];
        const isHeading = node.type === 'heading' && { isHeading: true };
        yield {
          ...{ text: text.slice(start, end), from: start, to: end, line: lines.of(start) },
          ...{ heading: String(path), ...isHeading },
        };
      }
    }
  }
}

/** The marks of quotes and lists that nest too deep become letters, each in its place. */
const shallow = (text: string): string => text.replace(DEEP, (marks) => 'x'.repeat(marks.length));

/** Items of a long list can stand apart. */
function partsOf(node: MarkdownContent): MarkdownContent[] {
  const length = node.position!.end.offset! - node.position!.start.offset!;
  return node.type === 'list' && length > PIECE / 16 ? node.children : [node];
}

/** Places where it can be cut without changing what it means: before a heading, or else at an empty line, and in no code. */
function* piecesOf(text: string, start: number): Generator<[from: number, to: number]> {
  let from = start;
  let fence: string | undefined;
  let isAfterEmpty = false;
  for (let at = start; at < text.length; ) {
    const next = Math.min(text.indexOf('\n', at) + 1 || text.length, at + PIECE);
    const line = text.slice(at, Math.min(next, at + 200));
    const [, mark] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? [];
    const canCut =
      fence === undefined && (/^#{1,6}\s/.test(line) || (isAfterEmpty && /^[^\s\-*+\d>]/.test(line)));
    if ((at - from > PIECE && canCut) || next - from > MOST) {
      yield [from, at];
      from = at;
    }
    if (mark !== undefined && fence === undefined) fence = mark;
    else if (mark?.startsWith(fence ?? '') && line.trim() === mark) fence = undefined;
    isAfterEmpty = line.trim() === '';
    at = next;
  }
  if (from < text.length) yield [from, text.length];
}

export function wordsOf(node: Markdown | MarkdownContent): string {
  if ('value' in node) return node.value;
  if ('alt' in node && typeof node.alt === 'string') return node.alt;
  return 'children' in node ? node.children.map(wordsOf).join('') : '';
}
