package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import ai.valeo.erp.tributary.topology.store.EntityStore;
import ai.valeo.erp.tributary.topology.store.ExpiryStore;
import ai.valeo.erp.tributary.topology.store.ExpiryStore.Expired;
import ai.valeo.erp.tributary.topology.store.ExpiryStore.Kind;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the core decide the mutations of a window, keeps the entities and sends the answers. All of a
 * window is decided before anything is stored or sent. Owned by its stream thread.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class MergeProcessor implements Processor<byte[], Object, byte[], byte[]> {

  /** More than a window adds, so that cleaning up never falls behind. */
  private static final int EXPIRED_A_RECORD = 4;

  private static final Logger LOG = LoggerFactory.getLogger(MergeProcessor.class);

  private final TopologyParts parts;
  private final WindowDecider decider;
  private LongSupplier nowMs;
  private EntityStore entities;
  private ExpiryStore horizons;
  private Outputs outputs;

  MergeProcessor(TopologyParts parts) {
    this.parts = parts;
    this.decider = new WindowDecider(parts);
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    nowMs = () -> context.currentSystemTimeMs() - parts.clock().aheadMs().getAsLong();
    entities = new EntityStore(context.getStateStore(EntityStore.NAME));
    horizons = new ExpiryStore(context.getStateStore(ExpiryStore.NAME));
    outputs = new Outputs(parts, new QuarantineLog(horizons), context::forward);
  }

  @Override
  public void process(Record<byte[], Object> record) {
    if (!(record.value() instanceof Admitted admitted)) {
      throw new IllegalStateException("record: " + record.value() + " (expected: a window)");
    }
    forgetExpired(admitted.extent());
    WindowDecisions decided = decider.decide(admitted, entities);
    entities.putAll(decided.states());
    for (EntityStore.Row row : decided.states()) {
      if (row.state().deleted()) {
        rememberTombstone(row.state());
      }
    }
    decided.send(outputs, admitted.partition());
    measure(decided);
    if (LOG.isDebugEnabled()) {
      decided.answers().forEach(MergeProcessor::tell);
    }
  }

  private static void tell(WindowDecisions.Answer answer) {
    LOG.atDebug()
        .addKeyValue("mutationId", answer.outcome().mutationId())
        .addKeyValue("correlationId", answer.cause().trace().correlationText())
        .addKeyValue("state", answer.outcome().state())
        .addKeyValue("reason", answer.outcome().reason())
        .log("Mutation decided");
  }

  private void measure(WindowDecisions decided) {
    long doneMs = nowMs.getAsLong();
    for (WindowDecisions.Answer answer : decided.answers()) {
      parts.metrics().latency(doneMs - answer.cause().timestampMs());
    }
  }

  private void rememberTombstone(EntityState state) {
    EntityType type = parts.types().type(state.key().entityType());
    if (type != null) {
      horizons.remember(
          Kind.TOMBSTONE,
          state.key().toString(),
          state.changedAtMs() + type.horizon().toMillis() + 1);
    }
  }

  /**
   * Mutation ids just go; a deleted entity goes unless it has come to life again. This only saves
   * room: whether an entity is forgotten is decided for each mutation by its own time.
   */
  private void forgetExpired(Admitted.Extent extent) {
    long nowMs = extent.sinceMs();
    for (Expired expired : horizons.expire(nowMs, EXPIRED_A_RECORD * extent.records())) {
      if (expired.kind() == Kind.TOMBSTONE) {
        EntityKey key = EntityKey.parse(expired.id());
        EntityState state = entities.get(key);
        EntityType type = parts.types().type(key.entityType());
        if (state != null && type != null && state.isForgettable(nowMs, type.horizon())) {
          entities.remove(key);
        }
      }
    }
  }
}
