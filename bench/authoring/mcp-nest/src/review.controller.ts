import { Payload } from '@nestjs/microservices';
import { McpController, Tool } from '@rekog/mcp-nest';
import OpenAI from 'openai';
import { z } from 'zod';

const parameters = z.object({
  text: z.string().min(1).max(20_000).describe('The text to review.'),
  reader: z
    .object({
      role: z.string().min(1).max(80).describe('Who reads it, such as "a nurse".'),
      age: z.number().int().min(3).max(120).describe('Age in years.'),
    })
    .describe('For whom it is written.'),
  focus: z.enum(['clarity', 'tone', 'facts']).default('clarity').describe('What to judge.'),
});

@McpController()
export class ReviewController {
  constructor(private readonly openai: OpenAI) {}

  @Tool({
    name: 'review-text',
    description: 'Review a text for its reader; returns the review.',
    parameters,
    outputSchema: z.object({ review: z.string() }),
    annotations: { title: 'Review a text', readOnlyHint: true },
  })
  async reviewText(@Payload() { text, reader, focus }: z.infer<typeof parameters>) {
    const { output_text: review } = await this.openai.responses.create({
      model: 'gpt-6-luna',
      instructions: `Review the ${focus} of the text for ${reader.role}, aged ${reader.age}.`,
      input: text,
    });
    return { review };
  }
}
