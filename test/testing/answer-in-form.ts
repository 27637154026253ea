import { answers, type ScriptedOpenAI } from 'openai-mcp-host/testing';

const COMPARISON = { summary: 'They are alike.', differences: [], criteria: [], better: null };

/** Answers text requests in the form that they ask for. */
export const answerInForm = (openai: ScriptedOpenAI): void => {
  openai.always('/responses', (request) => {
    const format = request.body?.text?.format;
    const text = format?.name === 'comparison' ? JSON.stringify(COMPARISON) : format?.schema ? '{}' : 'Yes.';
    const answer = answers.text(text);
    return typeof answer === 'function' ? answer(request) : answer;
  });
};
