import type { PDFDocument, PDFPage } from '@cantoo/pdf-lib';
import { ToolError } from 'openai-mcp-host/plugin';
import type { Document } from './document.js';
import { passPage } from './page-garbage.js';
import { namesOf } from './page-ranges.js';

type PdfLibrary = typeof import('@cantoo/pdf-lib');

/** Where a whole PDF has its end mark; a few programs put something behind it. */
const END = 4096;
const LARGE = 16 * 1024 * 1024;
/** Ways from a note on a page to other pages, which would be cut out with it. */
const WAYS_OUT = ['Parent', 'P', 'Popup', 'IRT', 'A', 'AA', 'Dest', 'StructParent'];
const PAGE_WAYS_OUT = ['B', 'AA', 'StructParents', 'PieceInfo', 'Metadata', 'Thumb'];

// Object streams are packed by a zip in JavaScript, which takes more memory for a page than the page itself.
const SAVING = { updateFieldAppearances: false, useObjectStreams: false };

/** A PDF in memory, of which pages can be cut. */
export class Pdf {
  private constructor(
    private readonly name: string,
    private readonly library: PdfLibrary,
    private readonly document: PDFDocument,
    /** Whether it is locked against changes, though anybody may read it; what is cut from it is not. */
    readonly isLocked: boolean,
    private readonly isLarge: boolean,
  ) {}

  get count(): number {
    return this.document.getPageCount();
  }

  /** @throws ToolError `DOCUMENT_ENCRYPTED`, `DOCUMENT_DAMAGED`. */
  static async open({ name, bytes }: Pick<Document, 'name' | 'bytes'>): Promise<Pdf> {
    const library = await import('@cantoo/pdf-lib');
    const content = await bytes();
    // pdf-lib makes do with what is there of a file that was cut off, and silently loses the rest.
    if (!Buffer.from(content.subarray(-END)).includes('%%EOF')) throw damaged(name);
    const { document, isLocked } = await load(library, content, name);
    if (!hasPages(document)) throw damaged(name);
    return new Pdf(name, library, document, isLocked, content.length > LARGE);
  }

  /** Some of its pages as a PDF of their own; the same bytes each time. */
  async cut(pages: readonly number[]): Promise<Document> {
    const part = await this.library.PDFDocument.create({ updateMetadata: false });
    const indices = pages.map((page) => page - 1);
    for (const index of indices) this.cutLoose(this.document.getPage(index));
    for (const page of await part.copyPages(this.document, indices)) part.addPage(page);
    const data = (await part.save(SAVING)) as Uint8Array<ArrayBuffer>;
    const which = pages.length === 1 ? 'page' : 'pages';
    const name = `${this.name.replace(/\.pdf$/i, '')} (${which} ${namesOf(pages)}).pdf`;
    const blob = new File([data], name, { type: 'application/pdf' });
    passPage(blob.size);
    const bytes = async () => new Uint8Array(await blob.arrayBuffer());
    return {
      kind: 'pdf',
      name,
      mimeType: blob.type,
      size: blob.size,
      blob,
      bytes,
      isOneOfMany: this.isLarge,
    };
  }

  private cutLoose(page: PDFPage): void {
    const { PDFDict, PDFName } = this.library;
    for (const way of PAGE_WAYS_OUT) page.node.delete(PDFName.of(way));
    const notes = page.node.Annots();
    for (let at = (notes?.size() ?? 0) - 1; at >= 0; at -= 1) {
      const note = notes!.lookup(at);
      if (!(note instanceof PDFDict) || note.get(PDFName.of('Subtype')) === PDFName.of('Link'))
        notes!.remove(at);
      else for (const way of WAYS_OUT) note.delete(PDFName.of(way));
    }
  }
}

async function load(library: PdfLibrary, content: Uint8Array, name: string) {
  const options = { updateMetadata: false };
  try {
    return { document: await library.PDFDocument.load(content, options), isLocked: false };
  } catch (error) {
    if (!(error instanceof library.EncryptedPDFError)) throw damaged(name, error);
  }
  try {
    return {
      document: await library.PDFDocument.load(content, { ...options, password: '' }),
      isLocked: true,
    };
  } catch (error) {
    throw new ToolError(
      'DOCUMENT_ENCRYPTED',
      `${name} is encrypted: it can't be read without its password.`,
      'Save a copy of it without a password, and name that.',
      { cause: error },
    );
  }
}

/** Without a catalog, or with one that leads nowhere, asking for its pages throws. */
function hasPages(document: PDFDocument): boolean {
  try {
    return document.getPageCount() > 0;
  } catch {
    return false;
  }
}

const damaged = (name: string, cause?: unknown) =>
  new ToolError(
    'DOCUMENT_DAMAGED',
    `${name} is no whole PDF: it is damaged or cut off.`,
    'Open and save it anew with a PDF program, or fetch it again.',
    { cause },
  );
