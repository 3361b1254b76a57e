import { faultsOf, sweepStory } from '../cases/sweep.ts';

sweepStory('recover a leftover', faultsOf);
