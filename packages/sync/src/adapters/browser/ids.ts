import type { Ids } from '../../ports/environment.ts';
import { uuid } from '../uuid.ts';

export const browserIds: Ids = { uuid, random: () => Math.random() };
