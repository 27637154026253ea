import { Equals, IsInt, IsOptional, IsString } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { HostConfig } from '../../src/config/host-config.js';
import { PluginEntry } from '../../src/config/sections/plugin-entry.js';
import { ToolSelection } from '../../src/config/sections/tool-selection.js';
import { Nested, Nullable, RecordOf, Schema, Union } from '../../src/plugin-api/property.js';
import { hydrate } from '../../src/schema/hydrate.js';

class Text {
  @Equals('text')
  type!: 'text';

  @IsString()
  text!: string;

  get shout() {
    return this.text.toUpperCase();
  }
}

class Picture {
  @Equals('picture')
  type!: 'picture';

  @IsInt()
  width = 64;
}

class Answer {
  @IsString()
  answer!: string;
}

class Score {
  @IsInt()
  score!: number;
}

class Message {
  @Nested(() => [Text, Picture], { discriminator: 'type', each: true })
  parts: (Text | Picture)[] = [];

  @Nullable()
  @Nested(() => Text)
  title: Text | null = null;

  @IsOptional()
  @Nested(() => [Answer, Score])
  result?: Answer | Score;

  @IsOptional()
  @Union('string', ['string', () => Text, () => Picture])
  content?: unknown;

  @IsOptional()
  @RecordOf(() => Score)
  scores?: Record<string, Score>;

  @IsOptional()
  @Schema({ type: 'object' })
  raw?: object;

  @IsOptional()
  @Nested(() => Message, { each: true })
  replies?: Message[];

  @IsInt()
  n = 1;
}

describe('hydrate', () => {
  it('makes an instance in which the absent keeps its initialiser', () => {
    const message = hydrate(Message, { n: 5 });

    expect(message).toBeInstanceOf(Message);
    expect(message).toMatchObject({ n: 5, parts: [], title: null });
  });

  it('makes nested objects instances of their classes, told apart by their discriminator', () => {
    const { parts } = hydrate(Message, { parts: [{ type: 'picture' }, { type: 'text', text: 'hi' }] });

    expect(parts[0]).toBeInstanceOf(Picture);
    expect(parts[0]).toMatchObject({ width: 64 });
    expect(parts[1]).toBeInstanceOf(Text);
    expect((parts[1] as Text).shout).toBe('HI');
  });

  it('tells classes apart by their shape where nothing else does', () => {
    const { result } = hydrate(Message, { result: { score: 3 } });

    expect(result).toBeInstanceOf(Score);
  });

  it('finds the class within a union', () => {
    const { content } = hydrate(Message, {
      content: ['a', { type: 'text', text: 'b' }, { type: 'picture', width: 1 }],
    });

    const [first, second, third] = content as unknown[];
    expect(first).toBe('a');
    expect(second).toBeInstanceOf(Text);
    expect(third).toBeInstanceOf(Picture);
    expect(hydrate(Message, { content: 'plain' }).content).toBe('plain');
  });

  it('keeps null where it is allowed and constructs the values of a record', () => {
    const message = hydrate(Message, { title: null, scores: { a: { score: 1 } } });

    expect(message.title).toBeNull();
    expect(message.scores?.a).toBeInstanceOf(Score);
  });

  it('hands over what an own schema describes as it is', () => {
    const raw = { anything: [1, { a: 2 }] };

    expect(hydrate(Message, { raw }).raw).toBe(raw);
  });

  it('follows a class that contains itself', () => {
    const message = hydrate(Message, { replies: [{ replies: [{ n: 3 }] }] });

    expect(message.replies?.[0]?.replies?.[0]).toBeInstanceOf(Message);
    expect(message.replies?.[0]?.replies?.[0]?.n).toBe(3);
  });

  it('leaves the value and the initialisers of other instances alone', () => {
    const value = { parts: [{ type: 'picture' }] };

    hydrate(Message, value).parts.push(new Picture());

    expect(value).toEqual({ parts: [{ type: 'picture' }] });
    expect(hydrate(Message, {}).parts).toEqual([]);
  });

  it('makes the config file an instance of its classes', () => {
    const config = hydrate(HostConfig, { plugins: { text: false, images: { tools: { only: ['a*'] } } } });

    const images = config.plugins.images as PluginEntry;
    expect(config.plugins.text).toBe(false);
    expect(images).toBeInstanceOf(PluginEntry);
    expect(images.enabled).toBe(true);
    expect(images.tools).toBeInstanceOf(ToolSelection);
    expect(config.server.callTimeoutSeconds).toBe(900);
  });
});
