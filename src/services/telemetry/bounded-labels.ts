/** What stands for whatever is one too many. */
export const OTHER = 'other';
const LONGEST = 100;

/** The values of one label: as many as may be, so that nobody can fill the memory of those who read them. */
export class BoundedLabel {
  private readonly known = new Set<string>();

  constructor(private readonly most: number) {}

  /** Lets a value be named from now on, while there is room. */
  admit(value: string): void {
    if (value.length <= LONGEST && this.known.size < this.most) this.known.add(value);
  }

  of(value: string | null | undefined): string {
    return value !== null && value !== undefined && this.known.has(value) ? value : OTHER;
  }
}
