import { firstWithProviders } from './providers/provider-story.ts';
import { describeSeeds } from './seeds.ts';

describeSeeds(firstWithProviders + 1, 250, 'S3, S4, S8, L1, L2');
