import type { Service } from '../../service.ts';
import { instanceOperations } from './instances.ts';
import { snapshotOperations } from './snapshots.ts';

export const rds: Service = { id: 'rds', operations: { ...instanceOperations, ...snapshotOperations } };
