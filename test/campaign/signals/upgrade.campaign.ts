import { signalsOf, sweepStory } from '../cases/sweep.ts';

sweepStory('upgrade', signalsOf);
