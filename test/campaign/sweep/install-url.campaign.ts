import { faultsOf, sweepStory } from '../cases/sweep.ts';

sweepStory('install from a URL', faultsOf);
