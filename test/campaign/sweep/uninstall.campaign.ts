import { faultsOf, sweepStory } from '../cases/sweep.ts';

sweepStory('uninstall', faultsOf);
