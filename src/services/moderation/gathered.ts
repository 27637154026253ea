const MOST_PICTURES = 64;

/** What there is to judge of one side of a call: each text and each picture once. */
export class Gathered {
  readonly texts = new Set<string>();
  /** URLs that OpenAI takes. */
  readonly pictures = new Set<string>();
  /** Why there is more than is judged. */
  excess: string | undefined;
  private characters = 0;

  constructor(private readonly mostCharacters: number) {}

  addText(text: string): void {
    const said = text.trim();
    if (said === '' || this.texts.has(said)) return;
    const left = this.mostCharacters - this.characters;
    if (said.length > left)
      this.excess = `there is more than ${this.mostCharacters} characters of it (moderation.maxCharacters)`;
    if (left <= 0) return;
    this.texts.add(said.slice(0, left));
    this.characters += Math.min(said.length, left);
  }

  addPicture(url: string): void {
    if (this.pictures.has(url)) return;
    if (this.pictures.size < MOST_PICTURES) this.pictures.add(url);
    else this.excess = `there are more than ${MOST_PICTURES} pictures in it`;
  }

  addTooMany(most: number): void {
    this.excess = `there are more than ${most} files in it`;
  }

  addTooLarge(): void {
    this.excess = 'a file in it is larger than is judged (20 MB)';
  }
}
