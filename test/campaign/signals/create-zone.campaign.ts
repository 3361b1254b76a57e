import { signalsOf, sweepStory } from '../cases/sweep.ts';

sweepStory('dns --create-zone', signalsOf);
