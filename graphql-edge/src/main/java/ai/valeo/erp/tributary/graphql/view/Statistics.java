package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.avro.Decision;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Counts answers by type, node, strategy and reason. The store keeps what changed in memory until
 * the next commit, so that a count costs no write of its own. One task, one thread.
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

  void count(Outcome outcome) {
    RecordMetadata origin = context.recordMetadata().orElse(null);
    if (origin == null) {
      return;
    }
    boolean isConcurrent = outcome.getDecisions().stream().anyMatch(Decision::getConcurrent);
    Event event =
        new Event(
            origin.offset(),
            outcome.getDecidedAtMs().toEpochMilli(),
            StatisticRow.Kind.valueOf(outcome.getState().name()),
            isConcurrent);
    String type = types.type(outcome.getEntityType()) == null ? UNKNOWN : outcome.getEntityType();
    count(StatisticDimension.ENTITY_TYPE, type, event);
    count(StatisticDimension.EDGE_NODE, node(outcome.getEdgeNodeId()), event);
    String reason = outcome.getReason();
    if (reason != null) {
      count(StatisticDimension.REASON, reason, event);
    }
    Set<String> strategies = new HashSet<>();
    for (Decision decision : outcome.getDecisions()) {
      String strategy = decision.getStrategy();
      if (!strategy.isEmpty()
          && strategy.length() <= MOST_STRATEGY_CHARS
          && strategies.add(strategy)) {
        count(StatisticDimension.STRATEGY, strategy, event);
      }
    }
  }

  private record Event(long offset, long atMs, StatisticRow.Kind kind, boolean isConcurrent) {}

  private void count(StatisticDimension dimension, String value, Event event) {
    String key = dimension.prefix() + value;
    StatisticRow row = StatisticRow.of(store.get(key));
    if (!row.counts(event.offset)) {
      row.count(event.offset, event.atMs, event.kind, event.isConcurrent);
      store.put(key, row.toBytes());
    }
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
