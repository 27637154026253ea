import { randomBytes } from 'node:crypto';
import { PDFDocument, PDFName, StandardFonts } from '@cantoo/pdf-lib';

const BASE_WIDTH = 400;

interface PdfOptions {
  /** Of each page, beside its text: as a scan has them. */
  bytesPerPage?: number;
  /** Links on the first page to every other, as in a table of contents. */
  contents?: boolean;
  userPassword?: string;
  ownerPassword?: string;
}

/** A PDF whose pages can be told apart: page n says so, and is 400 + n points wide. */
export async function samplePdf(pages: number, options: PdfOptions = {}): Promise<Buffer> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (let number = 1; number <= pages; number += 1) {
    const page = document.addPage([BASE_WIDTH + number, 600]);
    page.drawText(`This is page ${number}.`, { x: 40, y: 500, size: 12, font });
    if (options.bytesPerPage === undefined) continue;
    const facts = {
      Type: 'XObject',
      Subtype: 'Image',
      Width: 8,
      Height: 8,
      ColorSpace: 'DeviceGray',
      BitsPerComponent: 8,
    };
    const scan = document.context.stream(randomBytes(options.bytesPerPage), facts);
    page.node.setXObject(PDFName.of('Scan'), document.context.register(scan));
  }
  if (options.contents) addContents(document);
  if (options.ownerPassword !== undefined) {
    const { userPassword = '', ownerPassword } = options;
    document.encrypt({ userPassword, ownerPassword });
  }
  return Buffer.from(await document.save());
}

function addContents(document: PDFDocument): void {
  const [first, ...others] = document.getPages();
  const links = others.map((page) => {
    const Dest = [page.ref, 'Fit'];
    return document.context.register(
      document.context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 9, 9], Dest }),
    );
  });
  first!.node.set(PDFName.of('Annots'), document.context.obj(links));
}

/** Which pages of a sample a PDF holds. */
export async function pagesOf(bytes: Uint8Array): Promise<number[]> {
  const document = await PDFDocument.load(bytes);
  return document.getPages().map((page) => Math.round(page.getWidth()) - BASE_WIDTH);
}
