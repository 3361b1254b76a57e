/** Something left to do; `run` is the command that does it, ready to be pasted. */
export interface NextStep {
  readonly say: string;
  readonly run?: string;
}
