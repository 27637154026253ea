import type { fromHtml } from 'hast-util-from-html';
import type { fromMarkdown } from 'mdast-util-from-markdown';

/** A parsed HTML page, what lies in it, and an element of it. */
export type Page = ReturnType<typeof fromHtml>;
export type PageContent = Page['children'][number];
export type Element = Extract<PageContent, { type: 'element' }>;

/** Parsed Markdown, and what lies in it. */
export type Markdown = ReturnType<typeof fromMarkdown>;
export type MarkdownContent = Markdown['children'][number];
