import { IsIn, IsString, MinLength } from 'class-validator';
import { Describe, Prompt } from 'openai-mcp-host/plugin';

const FORMS = {
  json: 'Give one JSON object with number, date, due_date, seller, buyer, currency, items (description, quantity, unit_price, total), net, tax and gross. Dates as YYYY-MM-DD, amounts as numbers.',
  csv: 'Give the items as CSV with a header: description, quantity, unit_price, total. Above it, as lines "field: value": number, date, due date, seller, buyer, currency, net, tax, gross.',
  table: 'Give a short list of the facts (number, dates, seller, buyer, totals), then the items as a table.',
};

class InvoiceArguments {
  @Describe('The PDF, scan or photo: a URL or a local path.')
  @IsString()
  @MinLength(1)
  image_url!: string;

  @Describe('The form of the answer.')
  @IsIn(Object.keys(FORMS))
  format: keyof typeof FORMS = 'json';
}

@Prompt({
  name: 'extract-invoice',
  title: 'Extract an invoice',
  description: 'Read the facts and items of an invoice or receipt off a PDF or picture, and check the sums.',
  input: InvoiceArguments,
})
export class ExtractInvoice {
  run({ image_url, format }: InvoiceArguments): string {
    return [
      `Read the invoice in ${image_url} with extract-data, or with analyze-image and detail: "high" where that is not there.`,
      'Ask for every field and line verbatim; what cannot be read is null, never a guess.',
      FORMS[format],
      'Then add up the items and the tax yourself, and say where the sums do not agree with what is printed.',
    ].join('\n');
  }
}
