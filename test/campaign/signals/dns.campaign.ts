import { signalsOf, sweepStory } from '../cases/sweep.ts';

sweepStory('dns --apply', signalsOf);
