import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Exposition, readExposition } from '../../support/prometheus-text.js';
import { type BusyServer, beBusy, busyServer, tokenOf } from './busy-server.js';

describe('/metrics of a server that has been busy', () => {
  let server: BusyServer;
  let seen: Exposition;
  let text: string;
  const sum = (name: string, labels: Record<string, string> = {}) =>
    seen.find(name, labels).reduce((total, { value }) => total + value, 0);

  beforeAll(async () => {
    server = await busyServer();
    await beBusy(server);
    text = await server.metrics();
    seen = readExposition(text);
  });
  afterAll(() => server.close());

  test('counts money by client, tool and model', () => {
    const [spent, ...others] = seen.find('openai_mcp_host_cost_usd_total');

    expect(spent?.labels).toEqual({ client: 'team-red', tool: 'chat-completion', model: 'gpt-6.2-sol' });
    expect(spent?.value).toBeGreaterThan(0);
    expect(others).toEqual([]);
  });

  test('counts calls by code, and names no tool that a client made up', () => {
    const chats = { client: 'team-red', tool: 'chat-completion', plugin: 'text' };

    expect(sum('openai_mcp_host_calls_total', { ...chats, code: 'ok' })).toBe(4);
    expect(sum('openai_mcp_host_calls_total', { ...chats, code: 'BUDGET_EXCEEDED' })).toBe(1);
    expect(sum('openai_mcp_host_calls_total', { tool: 'other', code: 'TOOL_UNKNOWN' })).toBe(1);
    expect(text).not.toContain('no-such-tool');
  });

  test('counts requests by how they ended: sent, refused, from the cache', () => {
    expect(sum('openai_mcp_host_requests_total', { basis: 'cached', code: 'ok' })).toBe(1);
    expect(sum('openai_mcp_host_requests_total', { code: 'BUDGET_EXCEEDED' })).toBe(1);
    expect(
      sum('openai_mcp_host_requests_total', { basis: 'metered', model: 'gpt-6.2-sol', code: 'ok' }),
    ).toBe(2);
    expect(
      sum('openai_mcp_host_budget_refusals_total', { client: 'team-red', limit: 'budget.limits[0]' }),
    ).toBe(1);
    expect(sum('openai_mcp_host_requests_unpriced_total', { model: 'house-model' })).toBe(1);
    expect(sum('openai_mcp_host_request_retries_total', { model: 'gpt-6.2-sol', status: '503' })).toBe(1);
  });

  test('names no model that has never answered', () => {
    expect(text).not.toContain('made-up');
    expect(sum('gen_ai_client_operation_duration_seconds_count', { error_type: '400' })).toBe(1);
  });

  test('has durations and tokens under the conventions', () => {
    const chat = {
      gen_ai_operation_name: 'chat',
      gen_ai_provider_name: 'openai',
      gen_ai_response_model: 'gpt-6.2-sol',
    };

    expect(sum('gen_ai_client_operation_duration_seconds_count', chat)).toBe(2);
    expect(sum('gen_ai_client_token_usage_sum', { ...chat, gen_ai_token_type: 'input' })).toBe(20);
    expect(sum('gen_ai_client_token_usage_sum', { ...chat, gen_ai_token_type: 'output' })).toBe(10);
    expect(
      sum('mcp_server_operation_duration_seconds_count', {
        mcp_method_name: 'tools/call',
        gen_ai_tool_name: 'chat-completion',
        network_transport: 'tcp',
        error_type: 'tool_error',
      }),
    ).toBe(2);
    expect(sum('mcp_server_operation_duration_seconds_bucket', { le: '+Inf' })).toBe(
      sum('mcp_server_operation_duration_seconds_count'),
    );
  });

  test('tells how things stand: budgets, holds, queues, the circuit, sessions, jobs', () => {
    expect(
      sum('openai_mcp_host_budget_limit_usd', { on: 'client team-red', window: 'day', mode: 'soft' }),
    ).toBe(50);
    expect(sum('openai_mcp_host_budget_spent_usd', { on: 'client team-red', window: 'day' })).toBeGreaterThan(
      0,
    );
    expect(sum('openai_mcp_host_budget_held_usd')).toBe(0);
    expect(sum('openai_mcp_host_requests_waiting')).toBe(0);
    expect(sum('openai_mcp_host_circuit_open')).toBe(0);
    expect(sum('openai_mcp_host_calls_running')).toBe(0);
    expect(sum('openai_mcp_host_sessions', { network_transport: 'tcp' })).toBe(1);
    expect(sum('openai_mcp_host_jobs_total', { kind: 'call', status: 'completed' })).toBe(1);
    expect(sum('openai_mcp_host_queue_wait_seconds_count')).toBeGreaterThan(0);
  });

  test('is for operators', async () => {
    const stranger = await fetch(`${server.origin}/metrics`);
    const client = await fetch(`${server.origin}/metrics`, { headers: tokenOf('red') });
    const operator = await fetch(`${server.origin}/metrics`, { headers: tokenOf('boss') });

    expect([stranger.status, client.status, operator.status]).toEqual([401, 403, 200]);
    expect(operator.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  });

  test('does not grow with what clients make up', async () => {
    const before = seen.samples.length;
    const client = await server.client('modern', { headers: tokenOf('red') });

    for (let each = 0; each < 50; each++) {
      await client.callTool({ name: `made-up-${each}`, arguments: {} }).catch(() => {});
      server.host.openai.reply('/responses', { status: 404, json: { error: { code: 'model_not_found' } } });
      const input = { model: `made-up-${each}`, messages: [{ role: 'user', content: 'Hi' }] };
      await client.callTool({ name: 'chat-completion', arguments: input });
    }

    const after = readExposition(await server.metrics());
    expect(after.samples.length - before).toBeLessThan(100);
  });
});
