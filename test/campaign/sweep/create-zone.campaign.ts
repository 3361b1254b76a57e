import { faultsOf, sweepStory } from '../cases/sweep.ts';

sweepStory('dns --create-zone', faultsOf);
