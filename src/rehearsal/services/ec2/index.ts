import type { Service } from '../../service.ts';
import { accessOperations } from './access.ts';
import { instanceOperations } from './instances.ts';
import { networkOperations } from './network.ts';
import { regionOperations } from './regions.ts';

export const ec2: Service = {
  id: 'ec2',
  operations: { ...networkOperations, ...accessOperations, ...instanceOperations, ...regionOperations },
};
