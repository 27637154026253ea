/** Line numbers of places in a text, which must be asked for in their order. */
export class LineCount {
  private at = 0;
  private line = 1;

  constructor(private readonly text: string) {}

  of(place: number): number {
    for (let next = this.text.indexOf('\n', this.at); next >= 0 && next < place; ) {
      this.line += 1;
      this.at = next + 1;
      next = this.text.indexOf('\n', this.at);
    }
    return this.line;
  }
}
