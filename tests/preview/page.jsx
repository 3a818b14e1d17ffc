// A dashboard as a page: the panels of Grafana's JSON, drawn by @grafana/ui from Prometheus' answers.
import React from 'react';
import { createRoot } from 'react-dom/client';
import {
  createTheme, FieldType, getDisplayProcessor, ThemeContext, toDataFrame, getFieldSeriesColor,
} from '@grafana/data';
import {
  BarGauge, BigValue, BigValueColorMode, BigValueGraphMode, GlobalStyles, PanelChrome, TimeSeries,
} from '@grafana/ui';

const WIDTH = 1440;
const COLUMN = WIDTH / 24;
const CELL = 38;
const theme = createTheme({ colors: { mode: 'dark' } });
const { board, from, to, step } = window.preview;

const spans = { $__rate_interval: '1m', $__range: `${to - from}s`, $job: '.+', $instance: '.+' };
const filled = (expr) => Object.entries(spans).reduce((text, [name, value]) => text.replaceAll(name, value), expr);

async function ask(expr) {
  const query = new URLSearchParams({ query: filled(expr), start: from, end: to, step });
  const answer = await (await fetch(`/api/v1/query_range?${query}`)).json();
  if (answer.status !== 'success') {
    throw new Error(`${expr}: ${answer.error}`);
  }
  return answer.data.result;
}

function named(target, labels) {
  const legend = target.legendFormat.replace(/\{\{(\w+)}}/g, (whole, label) => labels[label] ?? '');
  const own = Object.entries(labels).filter(([label]) => label !== '__name__').map((pair) => pair.join('='));
  return legend.trim() || own.join(' ') || 'value';
}

// All series on one time axis, with gaps where there was no finite answer.
function frame(panel, answers) {
  const times = [];
  for (let at = from; at <= to; at += step) times.push(at);
  const fields = [{ name: 'Time', type: FieldType.time, values: times.map((at) => at * 1000), config: {} }];
  answers.forEach(({ target, result }) => result.forEach((series) => {
    const known = new Map(series.values.map(([at, value]) => [Math.round(at), Number(value)]));
    const values = times.map((at) => {
      const value = known.get(Math.round(at));
      return Number.isFinite(value) ? value : null;
    });
    const config = structuredClone(panel.fieldConfig.defaults);
    config.displayNameFromDS = named(target, series.metric);
    config.thresholds.steps[0].value = -Infinity;
    if (config.custom) {
      Object.assign(config.custom, { pointSize: 4, lineInterpolation: 'linear', axisPlacement: 'auto' });
    }
    fields.push({ name: config.displayNameFromDS, type: FieldType.number, values, config });
  }));
  const data = toDataFrame({ fields });
  data.fields.forEach((field, index) => {
    field.state = { seriesIndex: Math.max(0, index - 1), displayName: field.config.displayNameFromDS ?? field.name };
    field.display = getDisplayProcessor({ field, theme });
  });
  return data;
}

const last = (field) => field.values.findLast((value) => value !== null);

function text(field, value) {
  const shown = field.display(value);
  return `${shown.prefix ?? ''}${shown.text}${shown.suffix ?? ''}`;
}

function Lines({ data, width, height }) {
  const series = data.fields.slice(1);
  const legendHeight = Math.min(4, series.length) * 18 + 6;
  return (
    <div>
      <TimeSeries
        frames={[data]} structureRev={1} width={width} height={height - legendHeight} timeZone="utc"
        timeRange={{ from: dated(from), to: dated(to), raw: { from: dated(from), to: dated(to) } }}
        legend={{ showLegend: false, displayMode: 'hidden', placement: 'bottom', calcs: [] }} options={{}}
      />
      <div className="legend" style={{ height: legendHeight }}>
        {series.map((field, index) => (
          <div key={index}>
            <i style={{ background: getFieldSeriesColor(field, theme).color }} />
            <span>{field.state.displayName}</span>
            <b>{last(field) === undefined ? '-' : text(field, last(field))}</b>
          </div>
        ))}
      </div>
    </div>
  );
}

const dated = (seconds) => {
  const time = new Date(seconds * 1000);
  return { valueOf: () => time.valueOf(), toDate: () => time, isValid: () => true, format: () => time.toISOString() };
};

function Stat({ data, width, height }) {
  const field = data.fields[1];
  if (!field || last(field) === undefined) {
    return <p className="none">no data</p>;
  }
  const known = field.values.filter((value) => value !== null);
  const [min, max] = [Math.min(...known), Math.max(...known)];
  const state = { ...field.state, range: { min, max, delta: max - min } };
  const sparkline = { x: data.fields[0], y: { ...field, state, config: { ...field.config, custom: {} } } };
  return (
    <BigValue
      theme={theme} width={width} height={height} value={field.display(last(field))} sparkline={sparkline}
      colorMode={BigValueColorMode.Value} graphMode={BigValueGraphMode.Area}
    />
  );
}

function Bars({ data, width }) {
  const series = data.fields.slice(1).filter((field) => last(field) !== undefined);
  return series.map((field, index) => (
    <BarGauge
      key={index} theme={theme} width={width} height={24} orientation="horizontal" displayMode="basic"
      field={{ ...field.config, min: 0, max: Math.max(1, ...series.map(last)) }} display={field.display}
      value={{ ...field.display(last(field)), title: field.state.displayName }} itemSpacing={8} lcdCellWidth={12}
    />
  ));
}

function Rows({ data }) {
  const rows = data.fields.slice(1).filter((field) => field.values.at(-1) !== null);
  return rows.length === 0
    ? <p className="none">all checks are well</p>
    : <table>{rows.map((field, index) => <tr key={index}><td>{field.state.displayName}</td></tr>)}</table>;
}

const KINDS = { timeseries: Lines, stat: Stat, bargauge: Bars, table: Rows };

function Panel({ panel, data }) {
  const { x, y, w, h } = panel.gridPos;
  const box = { left: x * COLUMN, top: y * CELL, width: w * COLUMN - 8, height: h * CELL - 8 };
  if (panel.type === 'row') {
    return <h2 style={{ ...box }}>{panel.title}</h2>;
  }
  const Kind = KINDS[panel.type];
  return (
    <div className="panel" style={box}>
      <PanelChrome title={panel.title} width={box.width} height={box.height} description={panel.description}>
        {(width, height) => data.fields.length === 1 && panel.type !== 'table'
          ? <p className="none">nothing of this has happened</p>
          : <Kind data={data} width={width} height={height} />}
      </PanelChrome>
    </div>
  );
}

async function main() {
  const panels = await Promise.all(board.panels.map(async (panel) => {
    const answers = await Promise.all((panel.targets ?? []).map(async (target) =>
      ({ target, result: await ask(target.expr) })));
    return { panel, data: panel.type === 'row' ? undefined : frame(panel, answers) };
  }));
  const height = Math.max(...board.panels.map(({ gridPos }) => gridPos.y + gridPos.h)) * CELL;
  createRoot(document.getElementById('root')).render(
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <header>
        <h1>{board.title}</h1>
        <span>{board.description}</span>
        <em>preview: drawn with @grafana/ui from live data, not by Grafana</em>
      </header>
      <main style={{ width: WIDTH, height }}>
        {panels.map(({ panel, data }) => <Panel key={panel.id} panel={panel} data={data} />)}
      </main>
    </ThemeContext.Provider>);
}

main().then(
  () => setTimeout(() => { document.body.dataset.done = 'yes'; }, 1500),
  (failure) => { document.body.dataset.done = `failed: ${failure.message}`; });
