import type { Service } from '../../service.ts';
import { changeOperations } from './changes.ts';
import { creationOperations } from './creation.ts';
import { testOperations } from './test-answer.ts';
import { zoneOperations } from './zones.ts';

export const route53: Service = {
  id: 'route53',
  operations: { ...zoneOperations, ...changeOperations, ...creationOperations, ...testOperations },
};
