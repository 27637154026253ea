import { Module } from '@nestjs/common';
import OpenAI from 'openai';
import { ReviewController } from './review.controller.js';

@Module({
  controllers: [ReviewController],
  providers: [{ provide: OpenAI, useFactory: () => new OpenAI() }],
})
export class AppModule {}
