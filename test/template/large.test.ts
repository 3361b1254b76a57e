import { describe, expect, it } from 'vitest';
import {
  actionNeeds,
  bodyLimit,
  byteLength,
  dependencies,
  estimateSeconds,
  parseTemplate,
} from '../../src/template/index.ts';
import { inOrder } from '../../src/template/index.ts';
import { largeTemplate, nestedTemplate } from '../fixtures/large-template.ts';

describe('a template as large as a real one', () => {
  const text = largeTemplate();
  const template = parseTemplate(text);

  it('has the size, counts and types of one', () => {
    expect(byteLength(text)).toBeGreaterThan(3 * bodyLimit);
    expect(byteLength(text)).toBeLessThan(200_000);
    expect(template.resources.size).toBeGreaterThan(180);
    expect(new Set([...template.resources.values()].map(({ type }) => type)).size).toBeGreaterThanOrEqual(40);
    expect(template.parameters.size).toBe(24);
    expect(template.outputs.size).toBe(14);
    expect(text).not.toContain('AWSTemplateFormatVersion');
  });

  it('holds no type whose IAM actions are unknown', () => {
    for (const { type } of template.resources.values()) expect(actionNeeds(type), type).toBeDefined();
  });

  it('has a dependency path of 16', () => {
    const graph = dependencies(template);
    const depth = new Map<string, number>();
    for (const id of inOrder(graph))
      depth.set(id, 1 + Math.max(0, ...[...(graph.get(id) ?? [])].map((need) => depth.get(need) ?? 0)));
    expect(Math.max(...depth.values())).toBeGreaterThanOrEqual(16);
  });

  it('is expected to take between 20 minutes and an hour', () => {
    const seconds = estimateSeconds(template, [...template.resources.values()], 'create');
    expect(seconds).toBeGreaterThan(1200);
    expect(seconds).toBeLessThan(3600);
  });
});

it('a nested template waits for its child', () => {
  const template = parseTemplate(nestedTemplate('https://bucket.s3.amazonaws.com/child.yaml'));
  expect([...(dependencies(template).get('Child') ?? [])]).toEqual(['Before']);
});
