import { firstWithComments } from './comment-story.ts';
import { describeSeeds } from './seeds.ts';

describeSeeds(firstWithComments + 801, 250);
