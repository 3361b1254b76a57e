import { signalsOf, sweepStory } from '../cases/sweep.ts';

sweepStory('uninstall', signalsOf);
