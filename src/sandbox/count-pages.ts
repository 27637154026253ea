import { badRequest } from './api-error.js';

/** How many pages a PDF has. */
export async function countPages(bytes: Buffer, name: string, param: string): Promise<number> {
  const { PDFDocument } = await import('@cantoo/pdf-lib');
  try {
    return (await PDFDocument.load(bytes, { updateMetadata: false })).getPageCount();
  } catch {
    throw badRequest(`Invalid file: '${name}' could not be read as a PDF.`, param, 'invalid_file');
  }
}
