import { signalsOf, sweepStory } from '../cases/sweep.ts';

sweepStory('uninstall with its data', signalsOf);
