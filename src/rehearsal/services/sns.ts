import { ListTopics$ } from '@aws-sdk/client-sns';
import { operation } from '../service.ts';
import type { CallContext, Service } from '../service.ts';
import { pageOf } from './paging.ts';

const list = ({ NextToken }: { readonly NextToken?: string }, { account, region }: CallContext): object => {
  const topics = [...account.topics].filter(([, topic]) => topic.region === region);
  const { items, next } = pageOf(topics, 100, NextToken);
  return { Topics: items.map(([TopicArn]) => ({ TopicArn })), NextToken: next };
};

export const sns: Service = { id: 'sns', operations: { ListTopics: operation(ListTopics$, list) } };
