import { firstWithProviders } from './providers/provider-story.ts';
import { describeSeeds } from './seeds.ts';

describeSeeds(firstWithProviders + 1, 100);
