package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.avro.Decision;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Counts mutations by type, node, strategy and reason of the last answer to them. The store keeps
 * what changed in memory until the next commit, so that a count costs no write of its own. One
 * task, one thread.
 */
final class Statistics {

  /** Where types are counted that are not of the catalogue. */
  static final String UNKNOWN = "?";

  private static final Duration CLEANING_INTERVAL = Duration.ofHours(1);
  private static final int MOST_STRATEGY_CHARS = 60;

  private final ProcessorContext<Void, Void> context;
  private final KeyValueStore<String, byte[]> store;
  private final EntityTypes types;

  /** Counts into the store of this task; what saw nothing for so long is dropped. */
  Statistics(ProcessorContext<Void, Void> context, EntityTypes types, Duration retention) {
    this.context = context;
    this.store = context.getStateStore(ViewNames.STATISTICS);
    this.types = types;
    context.schedule(
        CLEANING_INTERVAL,
        PunctuationType.WALL_CLOCK_TIME,
        nowMs -> drop(nowMs - retention.toMillis()));
  }

  /** The node without its incarnation. */
  static String node(String edgeNodeId) {
    int mark = edgeNodeId.indexOf('#');
    return mark < 0 ? edgeNodeId : edgeNodeId.substring(0, mark);
  }

  /**
   * Counts an answer.
   *
   * @param before the CONFLICT that it ends, which does not count any more; none if it ends none
   */
  void count(Outcome outcome, @Nullable Outcome before) {
    RecordMetadata origin = context.recordMetadata().orElse(null);
    if (origin == null) {
      return;
    }
    Event event = Event.of(origin.offset(), outcome);
    Set<String> keys = keys(outcome);
    Set<String> then = before == null ? Set.of() : keys(before);
    boolean wasConcurrent = before != null && hasMetAnother(before);
    for (String key : keys) {
      change(
          key,
          event,
          row -> {
            if (then.contains(key)) {
              row.end(event.offset, event.atMs, event.kind);
            } else {
              row.count(event.offset, event.atMs, event.kind, event.isConcurrent);
            }
          });
    }
    for (String key : then) {
      if (!keys.contains(key)) {
        change(key, event, row -> row.leave(event.offset, wasConcurrent));
      }
    }
  }

  private void change(String key, Event event, Consumer<StatisticRow> change) {
    StatisticRow row = StatisticRow.of(store.get(key));
    if (!row.counts(event.offset)) {
      change.accept(row);
      store.put(key, row.toBytes());
    }
  }

  /** What an answer is counted by. */
  private Set<String> keys(Outcome outcome) {
    Set<String> keys = new LinkedHashSet<>();
    String type = types.type(outcome.getEntityType()) == null ? UNKNOWN : outcome.getEntityType();
    keys.add(StatisticDimension.ENTITY_TYPE.prefix() + type);
    keys.add(StatisticDimension.EDGE_NODE.prefix() + node(outcome.getEdgeNodeId()));
    String reason = outcome.getReason();
    if (reason != null) {
      keys.add(StatisticDimension.REASON.prefix() + reason);
    }
    for (Decision decision : outcome.getDecisions()) {
      String strategy = decision.getStrategy();
      if (!strategy.isEmpty() && strategy.length() <= MOST_STRATEGY_CHARS) {
        keys.add(StatisticDimension.STRATEGY.prefix() + strategy);
      }
    }
    return keys;
  }

  private record Event(long offset, long atMs, StatisticRow.Kind kind, boolean isConcurrent) {
    static Event of(long offset, Outcome outcome) {
      return new Event(
          offset,
          outcome.getDecidedAtMs().toEpochMilli(),
          StatisticRow.Kind.valueOf(outcome.getState().name()),
          hasMetAnother(outcome));
    }
  }

  private static boolean hasMetAnother(Outcome outcome) {
    return outcome.getDecisions().stream().anyMatch(Decision::getConcurrent);
  }

  private void drop(long quietSinceMs) {
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> entry = all.next();
        if (StatisticRow.of(entry.value).lastMs() < quietSinceMs) {
          store.delete(entry.key);
        }
      }
    }
  }
}
