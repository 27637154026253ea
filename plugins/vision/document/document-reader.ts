import { Service, type TextFormat, type ToolCall, ToolError } from 'openai-mcp-host/plugin';
import type { Task } from '../task.js';
import { VisionSettings } from '../vision.settings.js';
import type { Document } from './document.js';
import { DocumentQuestions } from './document-questions.js';
import { eachPage, type PageOutcome } from './each-page.js';
import { namesOf, pagesIn } from './page-ranges.js';
import { Pdf } from './pdf.js';

export interface ReadingWish {
  instruction: string;
  format?: TextFormat;
  /** Such as `1-3,7`. */
  pages?: string;
  /** Each page by itself; it then sees no other. */
  byPage: boolean;
  model?: string;
  task?: Task;
}

export interface Reading {
  text: string;
  json?: unknown;
}

/** Reads documents as one, or page by page. */
@Service()
export class DocumentReader {
  constructor(
    private readonly questions: DocumentQuestions,
    private readonly settings: VisionSettings,
  ) {}

  /** @throws ToolError `PAGES_INVALID` where pages are asked for of what has none, and those of {@link Pdf}. */
  async read(
    document: Document,
    wish: ReadingWish,
    call: ToolCall,
  ): Promise<Reading | PageOutcome<Reading>[]> {
    if (document.kind !== 'pdf') {
      if (wish.pages !== undefined) throw noPages(document);
      return this.ask(document, wish, call);
    }
    const pdf = await Pdf.open(document);
    const pages = wish.pages === undefined ? undefined : pagesIn(wish.pages, pdf.count);
    if (wish.byPage) return this.readEach(pdf, pages ?? pagesIn('1-', pdf.count), wish, call);
    const shown =
      pages !== undefined || pdf.isLocked ? await pdf.cut(pages ?? pagesIn('1-', pdf.count)) : document;
    return this.ask(shown, wish, call, pages);
  }

  private readEach(
    pdf: Pdf,
    pages: readonly number[],
    wish: ReadingWish,
    call: ToolCall,
  ): Promise<PageOutcome<Reading>[]> {
    const { maxPages, parallelPages } = this.settings;
    if (pages.length > maxPages)
      throw new ToolError(
        'PAGES_INVALID',
        `${pages.length} pages are more than one call reads page by page (${maxPages}).`,
        `Ask for parts: pages 1-${maxPages} first.`,
      );
    return eachPage(pages, parallelPages, call, async (page) =>
      this.ask(await pdf.cut([page]), wish, call, [page]),
    );
  }

  private async ask(
    document: Document,
    { instruction, format, model, task }: ReadingWish,
    call: ToolCall,
    pages?: readonly number[],
  ): Promise<Reading> {
    const cut =
      pages === undefined
        ? ''
        : `\n\nThe PDF holds page ${namesOf(pages)} of a longer document, in this order: number them so.`;
    const { text, json } = await this.questions.ask(
      [document],
      { text: `${instruction}${cut}`, format, model, task },
      call,
    );
    return { text, json };
  }
}

const noPages = ({ name }: Document) =>
  new ToolError(
    'PAGES_INVALID',
    `${name} has no pages that can be chosen: it is no PDF.`,
    'Leave pages out, or save it as PDF.',
  );
