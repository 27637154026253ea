/** Tells what a line item of the report and a model on record have in common. */
export class LineNames {
  /** @param familyOf the id under which the catalogue has a model, dated snapshots included. */
  constructor(private readonly familyOf: (id: string) => string | undefined) {}

  /** What a model on record goes by. */
  ofModel(id: string): string {
    // A tuned model costs other than its base.
    return id.startsWith('ft:') ? id : (this.familyOf(id) ?? id.replace(SNAPSHOT, ''));
  }

  /** What a line item goes by: `gpt-6-astra, input_tokens` by its model, `web search` by its own name. */
  ofLineItem(lineItem: string, recorded: ReadonlySet<string>): string {
    const [first = ''] = lineItem.split(', ');
    const name = this.ofModel(first);
    const isModel = recorded.has(name) || this.familyOf(first) !== undefined;
    return isModel || (first !== lineItem && !/\s/.test(first)) ? name : lineItem;
  }
}

const SNAPSHOT = /-\d{4}-\d{2}-\d{2}$/;
