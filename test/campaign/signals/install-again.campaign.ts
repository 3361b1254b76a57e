import { signalsOf, sweepStory } from '../cases/sweep.ts';

sweepStory('install once more', signalsOf);
