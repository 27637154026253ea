import { type ModelInfo, Models, type TokenPrice, type TrainingPrice } from '../../plugin-api/models.js';
import type { CatalogueEntry, CatalogueFile, TuningPrices } from './catalogue-entry.js';
import { readCatalogue } from './read-catalogue.js';

const SNAPSHOT = /-\d{4}-\d{2}-\d{2}$/;
/** How the names of fine-tuned models begin: `ft:gpt-4.1-2025-04-14:org:suffix:id`. */
const TUNED = 'ft:';

/** The day in UTC, `YYYY-MM-DD`. */
const currentDay = (): string => new Date().toISOString().slice(0, 10);

/** config/models.json with the operator's own catalogue over it; read at the first question. */
export class ModelCatalogue extends Models {
  private file: CatalogueFile | undefined;

  constructor(
    private readonly files: readonly string[],
    readonly today: () => string = currentDay,
  ) {
    super();
  }

  override get checkedOn(): string {
    return this.data.checkedOn;
  }

  get data(): CatalogueFile {
    this.file ??= readCatalogue(this.files);
    return this.file;
  }

  /** The entry of a model or, for a dated snapshot or a fine-tuned model, of its family. */
  entry(id: string): CatalogueEntry | undefined {
    const name = this.nameOf(id);
    return name === undefined ? undefined : this.tunedEntry(name, id);
  }

  /** The id under which a model is entered: its own, or its family's. */
  nameOf(id: string): string | undefined {
    const family = id.startsWith(TUNED) ? (id.split(':')[1] ?? '') : id;
    return [id, family, family.replace(SNAPSHOT, '')].find((name) => Object.hasOwn(this.data.models, name));
  }

  override find(id: string): ModelInfo | undefined {
    const entry = this.entry(id);
    return entry && this.infoOf(id, entry);
  }

  override list(): ModelInfo[] {
    return Object.keys(this.data.models)
      .sort()
      .map((id) => this.infoOf(id, this.data.models[id]!));
  }

  statusOf(entry: CatalogueEntry): ModelInfo['status'] {
    if (entry.shutdown === undefined) return 'current';
    return entry.shutdown <= this.today() ? 'retired' : 'retiring';
  }

  /** The model to use in place of one: the first in its line of replacements that is not retired. */
  replacementOf(entry: CatalogueEntry): string | undefined {
    let name = entry.replacement;
    for (let steps = 0; name !== undefined && steps < 8; steps++) {
      const next = this.entry(name);
      if (next === undefined || this.statusOf(next) !== 'retired') return name;
      name = next.replacement;
    }
    return undefined;
  }

  /** A fine-tuned model has what its base has, and ends with it, at a price of its own. */
  private tunedEntry(name: string, asked: string): CatalogueEntry {
    const entry = this.data.models[name]!;
    if (name === asked || !asked.startsWith(TUNED)) return entry;
    const { price: _, ...rest } = entry;
    return rest.tuning?.price ? { ...rest, price: rest.tuning.price } : rest;
  }

  private infoOf(id: string, entry: CatalogueEntry): ModelInfo {
    return {
      id,
      kind: entry.kind,
      status: this.statusOf(entry),
      ...(entry.shutdown && { shutdown: entry.shutdown }),
      ...(entry.replacement && { replacement: entry.replacement }),
      capabilities: [...(entry.capabilities ?? [])],
      price: entry.price ? shortPrice(entry.price) : null,
      ...(entry.tuning && { trainingPrice: trainingPriceOf(entry.tuning) }),
    };
  }
}

const shortPrice = ({
  input = null,
  cachedInput = null,
  output = null,
  imageOutput,
}: NonNullable<CatalogueEntry['price']>): TokenPrice => ({
  input,
  cachedInput,
  output: imageOutput ?? output,
});

const trainingPriceOf = ({ training, trainingHour }: TuningPrices): TrainingPrice => ({
  tokens: training,
  hour: trainingHour ?? null,
});

/** The catalogue of some files, the bundled one first; `today` is for tests. */
export const createModels = (files: readonly string[], today?: () => string): ModelCatalogue =>
  new ModelCatalogue(files, today);
