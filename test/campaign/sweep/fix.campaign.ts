import { faultsOf, sweepStory } from '../cases/sweep.ts';

sweepStory('preflight --fix', faultsOf);
