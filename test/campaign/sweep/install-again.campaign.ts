import { faultsOf, sweepStory } from '../cases/sweep.ts';

sweepStory('install once more', faultsOf);
