export interface Placed {
  readonly region: string;
}
