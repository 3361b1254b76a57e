import { signalsOf, sweepStory } from '../cases/sweep.ts';

sweepStory('install from a file', signalsOf);
