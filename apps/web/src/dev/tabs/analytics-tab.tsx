import type { HourOfSync } from '@rockon/sync';
import { quantile, type SyncMetrics } from '@rockon/sync/journal';
import { useEngine } from '@rockon/sync-react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import uPlot from 'uplot';
import { syncLogOf } from '../../session/sync-logs.ts';
import { lastWeek, weekInWords } from '../../session/sync-week.ts';
import { cardClass, Section } from '../../ui/page.tsx';
import { Facts } from '../components.tsx';
import { allHours, shownRange } from '../hours.ts';
import { usePolled } from '../use-live-data.ts';
import 'uplot/dist/uPlot.min.css';

const PADDING = 16;

interface Line {
  readonly name: string;
  readonly color: string;
  readonly of: (numbers: SyncMetrics) => number | null;
}

const share = (part: number, all: number) => (all === 0 ? null : Math.round((part / all) * 1000) / 10);

const CHARTS: readonly { readonly title: string; readonly lines: readonly Line[] }[] = [
  {
    title: 'Push latency in ms',
    lines: [
      { name: 'p50', color: '--synced', of: ({ pushMs }) => quantile(pushMs, 0.5) },
      { name: 'p95', color: '--pending', of: ({ pushMs }) => quantile(pushMs, 0.95) },
    ],
  },
  {
    title: 'Propagation latency in ms',
    lines: [
      { name: 'p50', color: '--synced', of: ({ propagationMs }) => quantile(propagationMs, 0.5) },
      { name: 'p95', color: '--pending', of: ({ propagationMs }) => quantile(propagationMs, 0.95) },
    ],
  },
  {
    title: 'Success rate in %',
    lines: [
      { name: 'calls that succeeded', color: '--synced', of: (t) => share(t.pushes, t.pushes + t.failures) },
      { name: 'saved on the first try', color: '--syncing', of: (t) => share(t.savedAtOnce, t.saved) },
    ],
  },
  {
    title: 'Retries, rejections, and conflicts',
    lines: [
      { name: 'sent again', color: '--pending', of: ({ retried }) => retried },
      { name: 'rejected', color: '--error', of: ({ refused }) => refused },
      { name: 'conflicts', color: '--syncing', of: ({ conflicts }) => conflicts },
    ],
  },
  {
    title: 'Minutes offline',
    lines: [{ name: 'offline', color: '--error', of: ({ offlineMs }) => Math.round(offlineMs / 6_000) / 10 }],
  },
  {
    title: 'Longest outbox',
    lines: [{ name: 'pending', color: '--pending', of: ({ outboxMost }) => outboxMost }],
  },
];

export function AnalyticsTab() {
  const engine = useEngine();
  // Compared as text, so that charts redraw only after changes: a redraw every second would close their tooltips.
  const { data: text, error } = usePolled(
    useCallback(async () => JSON.stringify(await syncLogOf(engine).hours()), [engine]),
  );
  const data = useMemo<readonly HourOfSync[] | null>(() => (text === null ? null : JSON.parse(text)), [text]);
  if (data === null) return <p className="text-14 text-secondary">{error ?? 'Loading…'}</p>;
  const week = lastWeek(data, Date.now());
  return (
    <div className="grid gap-6">
      <p className="text-14 text-secondary">{weekInWords(week).join(' ')}</p>
      <Facts
        facts={{
          Saved: week.saved,
          'Sent again': week.retried,
          Rejected: week.refused,
          Conflicts: week.conflicts,
          Received: week.received,
          'Failed calls': week.failures,
          'Push p50 / p95': `${quantile(week.pushMs, 0.5) ?? '-'} / ${quantile(week.pushMs, 0.95) ?? '-'} ms`,
          'Propagation p50 / p95': `${quantile(week.propagationMs, 0.5) ?? '-'} / ${quantile(week.propagationMs, 0.95) ?? '-'} ms`,
          'Minutes offline': Math.round(week.offlineMs / 60_000),
        }}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-2">
        {CHARTS.map(({ title, lines }) => (
          <Section key={title} title={title}>
            <Chart title={title} lines={lines} hours={data} />
          </Section>
        ))}
      </div>
    </div>
  );
}

function Chart({
  title,
  lines,
  hours,
}: {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly hours: readonly HourOfSync[];
}) {
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const into = container.current;
    if (into === null) return;
    // A canvas cannot use CSS variables, so resolve each one to the color that an element would have.
    const color = (name: string) => {
      into.style.color = `var(${name})`;
      const { color: found } = getComputedStyle(into);
      into.style.color = '';
      return found;
    };
    const axis = { stroke: color('--secondary'), grid: { stroke: color('--hairline'), width: 1 } };
    const all = allHours(hours);
    const chart = new uPlot(
      {
        width: into.clientWidth - PADDING,
        height: 180,
        series: [
          {},
          ...lines.map(({ name, color: of }) => ({
            ...{ label: name, stroke: color(of), width: 2 },
            points: { show: true, size: 6 },
          })),
        ],
        axes: [axis, axis],
        scales: {
          x: { range: () => shownRange(all) },
          y: { range: (_, min, max) => [Math.min(0, min), Math.max(1, max * 1.1)] },
        },
      },
      [all.map(({ hour }) => hour / 1000), ...lines.map(({ of }) => all.map(({ numbers }) => of(numbers)))],
      into,
    );
    return () => chart.destroy();
  }, [lines, hours]);
  return <div ref={container} role="img" aria-label={`${title}, by hour`} className={`${cardClass} p-2 text-12`} />;
}
