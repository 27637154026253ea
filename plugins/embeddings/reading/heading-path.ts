const LONGEST = 100;

/** The headings that lead to where a reader is. */
export class HeadingPath {
  private readonly levels: string[] = [];

  /** @param level from 1. */
  enter(level: number, heading: string): void {
    this.levels.length = Math.min(this.levels.length, level - 1);
    while (this.levels.length < level - 1) this.levels.push('');
    this.levels.push(heading.replace(/\s+/g, ' ').trim().slice(0, LONGEST));
  }

  toString(): string {
    return this.levels.filter((level) => level !== '').join(' > ');
  }
}
