import type { ModerationSection } from '../../config/sections/moderation-section.js';
import {
  type CallGate,
  GATE,
  type GateMaterial,
  type GateSide,
  type GateVerdict,
} from '../../contracts/call-gate.js';
import type { ServiceSource } from '../../contracts/service-source.js';
import type { Files } from '../../plugin-api/files.js';
import type { OpenAIClient } from '../../plugin-api/openai-client.js';

type Matcher = (tool: string) => boolean;

/** The gate as the config has it; what it judges with is loaded for the first call that it covers. */
export class ModerationGate implements CallGate {
  private readonly matchers: Partial<Record<GateSide, Promise<Matcher>>> = {};
  private judging: Promise<(material: GateMaterial) => Promise<GateVerdict>> | undefined;

  private constructor(
    private readonly section: Readonly<ModerationSection>,
    private readonly services: ServiceSource,
  ) {}

  /** undefined where the config puts no tool behind it. */
  static of(section: Readonly<ModerationSection>, services: ServiceSource): ModerationGate | undefined {
    const covers = section.input.length + section.output.length > 0;
    return covers ? new ModerationGate(section, services) : undefined;
  }

  get asks(): boolean {
    return this.section.onFlagged === 'ask';
  }

  get passesUnjudged(): boolean {
    return this.section.whenUnavailable === 'pass';
  }

  async covers(tool: string, side: GateSide): Promise<boolean> {
    this.matchers[side] ??= matcherOf(this.section[side]);
    return (await this.matchers[side])(tool);
  }

  async judge(material: GateMaterial): Promise<GateVerdict> {
    this.judging ??= this.open();
    return (await this.judging)(material);
  }

  private async open() {
    const [{ judgeMaterial }, client, files] = await Promise.all([
      import('./judge-material.js'),
      this.services('OpenAIClient', GATE) as Promise<OpenAIClient>,
      this.services('Files', GATE) as Promise<Files>,
    ]);
    return (material: GateMaterial) => judgeMaterial(material, { section: this.section, client, files });
  }
}

/** The library is loaded only where there is a pattern to match. */
async function matcherOf(patterns: readonly string[]): Promise<Matcher> {
  if (patterns.length === 0) return () => false;
  const { default: picomatch } = await import('picomatch');
  return picomatch([...patterns]);
}
