import { signalsOf, sweepStory } from '../cases/sweep.ts';

sweepStory('preflight --fix', signalsOf);
