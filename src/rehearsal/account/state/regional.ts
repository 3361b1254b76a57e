export interface Regional {
  readonly region: string;
}
