import { faultsOf, sweepStory } from '../cases/sweep.ts';

sweepStory('upgrade', faultsOf);
