package ai.valeo.erp.tributary.compose.trace;

import ai.valeo.erp.tributary.schemas.settings.Setting;
import ai.valeo.erp.tributary.schemas.settings.Setting.Whole;
import ai.valeo.erp.tributary.schemas.settings.SettingKey;

/** Keys of tracing; every process knows them. */
public enum TraceKey implements SettingKey {
  ENDPOINT(
      Setting.text(
          "trace.otlp.endpoint",
          "",
          "Where traces are sent by OTLP over HTTP, e.g. `http://localhost:4318`; empty = nothing"
              + " is traced.")),
  RATIO(
      Setting.text(
          "trace.sampling.ratio",
          "1",
          "Share of the traces begun here that are recorded, 0 to 1; what has a sampled"
              + " `traceparent` is always recorded.")),
  QUEUE(
      Setting.whole(
          "trace.queue.spans",
          20_000,
          new Whole(100, 1_000_000),
          "Spans that wait to be sent; more are dropped and counted.")),
  TIMEOUT_MS(
      Setting.whole(
          "trace.export.timeout.ms",
          5_000,
          new Whole(100, 60_000),
          "Longest time of one attempt to send, and of sending what waits at the end."));

  /** What they begin with. */
  public static final String PREFIX = "trace.";

  private final Setting setting;

  TraceKey(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Setting setting() {
    return setting;
  }
}
