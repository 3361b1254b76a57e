import { faultsOf, sweepStory } from '../cases/sweep.ts';

sweepStory('uninstall with its data', faultsOf);
