import type { Service } from '../../service.ts';
import { changeOperations } from './changes.ts';
import { zoneOperations } from './zones.ts';

export const route53: Service = { id: 'route53', operations: { ...zoneOperations, ...changeOperations } };
