import type { PageEvent } from '../../src/core/page-event.ts';

export const page: PageEvent = {
  type: 'page',
  kind: 'create',
  groups: [
    {
      label: 'Administrator',
      rows: [
        { key: 'AdminEmail', label: 'E-mail address' },
        { key: 'AdminPassword', label: 'First password', value: '****', source: 'generated' },
      ],
    },
    {
      label: 'Network',
      rows: [
        { key: 'VPC', label: 'VPC', value: 'example-network', source: 'detected', telling: true },
        { key: 'Subnets', label: 'Subnets', value: 'private-a, public-b', source: 'flag' },
        { key: 'Scheme', label: 'Scheme', value: 'internal', source: 'default' },
      ],
    },
    {
      label: 'A group whose name is longer than the column',
      rows: [
        { key: 'Host', label: 'Host', value: 'q.example.com', source: 'detected', remark: 'by certificate' },
      ],
    },
    { label: 'Beta', rows: [{ key: 'Qurator', label: 'Qurator', value: 'Disabled', source: 'default' }] },
    {
      rows: [
        { key: 'Root', label: 'Package\u001B[2J root', value: '', source: 'default' },
        { key: 'ClientId', label: 'Client id', value: '', source: 'derived' },
      ],
    },
  ],
  findings: [
    {
      status: 'fail',
      labels: ['Subnets', 'VPC'],
      message: 'public-b is given as private, but its default route leads to an Internet gateway.',
      fix: 'Choose a subnet that goes out through a NAT gateway.',
    },
  ],
};

export const upgradePage: PageEvent = {
  type: 'page',
  kind: 'update',
  groups: [
    { label: 'Web', rows: [{ key: 'Host', label: 'Host', value: 'q.example.com', source: 'stack' }] },
    { label: 'New', rows: [{ key: 'CostCenter', label: 'Cost center', value: 'lab', source: 'asked' }] },
    { label: 'Other', rows: [{ key: 'Size', label: 'Size', value: '3', source: 'stack' }] },
  ],
  findings: [],
};
