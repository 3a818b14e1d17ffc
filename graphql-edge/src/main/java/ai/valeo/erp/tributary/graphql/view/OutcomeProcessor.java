package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps outcomes by mutation and in the order of an index for as long as the view's retention says,
 * and counts mutations, each once, by the last answer to it: what waited for a person counts as
 * CONFLICT until it is answered again, and answers to rulings count for nothing. The stores are
 * windowed by the decision's own time, which drops what is over in whole segments. One task, one
 * thread.
 */
final class OutcomeProcessor implements Processor<String, byte[], Void, Void> {

  /** Places of the states in the totals; part of what is stored. */
  static final int APPLIED = 0;

  static final int FAILED = 1;
  static final int CONFLICT = 2;
  static final int PLACES = 3;

  private static final byte[] PRESENT = {1};

  /** In the name of a batch: it is of a ruling. What the ruling itself is about comes first. */
  private static final char OF_RULING = 'r';

  private final ViewReaders readers;
  private final ViewMetrics metrics;
  private final RateMeter rate;
  private final Duration retention;
  private @Nullable Stores stores;
  private LongSupplier clock = () -> 0;
  private long startMs = Long.MAX_VALUE;

  OutcomeProcessor(ViewReaders readers, ViewMetrics metrics, RateMeter rate, Duration retention) {
    this.readers = readers;
    this.metrics = metrics;
    this.rate = rate;
    this.retention = retention;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    stores =
        new Stores(
            context.getStateStore(ViewNames.OUTCOMES),
            context.getStateStore(ViewNames.OUTCOMES_INDEX),
            new Tally(context, ViewNames.OUTCOME_TOTALS, PLACES),
            new Statistics(context, readers.types(), retention));
    clock = context::currentSystemTimeMs;
    startMs = context.currentSystemTimeMs();
  }

  @Override
  public void process(Record<String, byte[]> record) {
    Stores into = stores;
    if (into == null) {
      throw new IllegalStateException("process before init");
    }
    byte[] value = record.value();
    Outcome outcome = value == null ? null : readers.outcome(value);
    if (outcome == null) {
      metrics.unreadable();
      return;
    }
    long atMs = outcome.getDecidedAtMs().toEpochMilli();
    into.outcomes.put(outcome.getMutationId(), value, atMs);
    for (byte[] key : OutcomeKeys.of(outcome, atMs)) {
      into.index.put(Bytes.wrap(key), PRESENT, atMs);
    }
    if (record.headers().lastHeader(Headers.RULING_ID) == null) {
      count(into, outcome, atMs);
    }
    if (atMs >= startMs) {
      // older ones say how long the views were away, not how long an answer takes
      metrics.visible(clock.getAsLong() - atMs);
    }
    metrics.applied();
  }

  private void count(Stores into, Outcome outcome, long atMs) {
    int place = place(outcome.getState());
    boolean isEnd = outcome.getPlace() > 0 && outcome.getBatch().indexOf(OF_RULING) >= 0;
    if (isEnd) {
      into.decided.move(CONFLICT, place);
      into.statistics.count(outcome, ended(into, outcome, atMs));
    } else {
      into.decided.count(place);
      into.statistics.count(outcome, null);
      rate.mark();
    }
  }

  /** The CONFLICT that an answer ends; none if its time is over. */
  private @Nullable Outcome ended(Stores from, Outcome outcome, long atMs) {
    try (WindowStoreIterator<byte[]> answers =
        from.outcomes.fetch(outcome.getMutationId(), 0, atMs)) {
      while (answers.hasNext()) {
        Outcome answer = readers.outcome(answers.next().value);
        if (answer != null && answer.getState() == OutcomeState.CONFLICT) {
          return answer;
        }
      }
    }
    return null;
  }

  private static int place(OutcomeState state) {
    return switch (state) {
      case APPLIED -> APPLIED;
      case FAILED -> FAILED;
      case CONFLICT -> CONFLICT;
    };
  }

  private record Stores(
      WindowStore<String, byte[]> outcomes,
      WindowStore<Bytes, byte[]> index,
      Tally decided,
      Statistics statistics) {}
}
