import { faultsOf, sweepStory } from '../cases/sweep.ts';

sweepStory('dns --apply', faultsOf);
