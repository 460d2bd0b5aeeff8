/** What clients may ask of statistics and usage. */
import { z } from 'zod';
import { gatewayDimensions } from '../domain/reports.ts';
import { text } from './input.ts';

const days = (most: number) => {
  const message = `There may be 1 to ${most} days`;
  return z.number().int().min(1, message).max(most, message);
};

export const historyRequest = z.object({ days: days(90) });
export const usageByDayRequest = z.object({ days: days(60) });
export const teamUsageRequest = z.object({ teamId: text(64, 'A team id', 1) });
export const gatewayUsageRequest = z.object({ by: z.enum(gatewayDimensions), name: text(256, 'A name', 1) });
export const topModelsRequest = z.object({
  window: z.enum(['LAST_HOUR', 'LAST_24_HOURS', 'LAST_30_DAYS']),
  first: z.number().int().min(1, 'There may be 1 to 100 models').max(100, 'There may be 1 to 100 models'),
});
