package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.convert.Decoded;
import ai.valeo.erp.tributary.topology.convert.OutputEncoder;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeFacts;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.intake.Verdict;
import ai.valeo.erp.tributary.topology.core.ruling.RulingFacts;
import ai.valeo.erp.tributary.topology.store.Arrival;
import ai.valeo.erp.tributary.topology.store.ExpiryStore;
import ai.valeo.erp.tributary.topology.store.SequenceStore;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in what is a sound mutation and has not come before (R2, R3); answers and sets aside the
 * rest. The stream never stops for a record. Owned by its stream thread.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class IntakeProcessor implements Processor<byte[], Window, byte[], Object> {

  private static final Logger LOG = LoggerFactory.getLogger(IntakeProcessor.class);

  private final TopologyParts parts;
  private final Soundness soundness;
  private final Vouching vouching;
  private ProcessorContext<byte[], Object> context;
  private Once once;
  private Outputs outputs;
  private RulingIntake rulings;

  IntakeProcessor(TopologyParts parts) {
    this.parts = parts;
    this.soundness = new Soundness(parts.types()::type, parts.placement());
    this.vouching = new Vouching(parts.types(), parts.placement(), parts.window().maxSkewMs());
  }

  @Override
  public void init(ProcessorContext<byte[], Object> processorContext) {
    context = processorContext;
    SequenceStore sequences = context.getStateStore(SequenceStore.NAME);
    var horizons = new ExpiryStore(context.getStateStore(ExpiryStore.NAME));
    var quarantined = new QuarantineLog(horizons);
    once = new Once(sequences, horizons, parts.types());
    outputs =
        new Outputs(
            parts,
            quarantined,
            (record, sink) -> context.forward(record.withValue((Object) record.value()), sink));
    rulings = new RulingIntake(parts, once, quarantined, outputs);
  }

  @Override
  public void process(Record<byte[], Window> record) {
    Window window = record.value();
    List<Admitted.Entrant> entrants = new ArrayList<>(window.records().size());
    List<Admitted.Asked> ruled = new ArrayList<>(0);
    long sinceMs = Long.MAX_VALUE;
    for (Window.Opened opened : window.records()) {
      switch (opened.arrival().source()) {
        case MUTATIONS -> {
          sinceMs = Math.min(sinceMs, opened.arrival().timestampMs());
          MutationFacts sound = admit(opened, window.partition());
          if (sound != null) {
            entrants.add(Admitted.Entrant.of(opened.arrival(), window.partition(), sound));
          }
        }
        case RULINGS -> {
          Admitted.Asked asked = rule(opened, window.partition());
          if (asked != null) {
            ruled.add(asked);
          }
        }
      }
    }
    var extent =
        new Admitted.Extent(window.records().size(), sinceMs == Long.MAX_VALUE ? 0 : sinceMs);
    var admitted = new Admitted(window.partition(), window.position(), extent, ruled, entrants);
    context.forward(record.withValue((Object) admitted), TributaryTopology.MERGE);
  }

  private @Nullable MutationFacts admit(Window.Opened opened, int partition) {
    Arrival arrival = opened.arrival();
    Verdict.Refused unproved = vouching.refusal(opened, partition);
    if (unproved != null) {
      parts.metrics().signatureRefused(unproved.reason());
      setAside(arrival, partition, unproved);
      return null;
    }
    return switch (opened.content()) {
      case Decoded.Garbage(String message) -> {
        setAside(arrival, partition, new Verdict.Refused(Reason.UNDECODABLE, message));
        yield null;
      }
      case Decoded.Unsound unsound ->
          isRepeated(unsound.mutation(), arrival)
              ? null
              : judge(
                  unsound.mutation(),
                  arrival,
                  partition,
                  soundness.check(unsound, arrival, partition));
      case Decoded.Legible(MutationFacts mutation) ->
          isRepeated(mutation, arrival)
              ? null
              : judge(mutation, arrival, partition, soundness.check(mutation, arrival, partition));
      case Decoded.OnConflict unused -> throw misplaced();
      case Decoded.OnRecord unused -> throw misplaced();
      case Decoded.Proposal unused -> throw misplaced();
      case Decoded.UnsoundRuling unused -> throw misplaced();
      case Decoded.Unavailable unused -> throw misplaced();
    };
  }

  private Admitted.@Nullable Asked rule(Window.Opened opened, int partition) {
    Arrival arrival = opened.arrival();
    return switch (opened.content()) {
      case Decoded.Garbage(String message) -> {
        setAside(arrival, partition, new Verdict.Refused(Reason.UNDECODABLE, message));
        yield null;
      }
      case Decoded.OnConflict(RulingFacts ruling) -> rulings.admit(ruling, arrival, partition);
      case Decoded.OnRecord onRecord -> rulings.admit(onRecord, arrival, partition);
      case Decoded.UnsoundRuling unsound -> {
        rulings.refuse(unsound, arrival);
        yield null;
      }
      case Decoded.Proposal unused -> null;
      case Decoded.Unsound unused -> throw misplaced();
      case Decoded.Legible unused -> throw misplaced();
      case Decoded.Unavailable unused -> throw misplaced();
    };
  }

  private static IllegalStateException misplaced() {
    return new IllegalStateException("window: holds a record that is not decoded as its topic's");
  }

  private boolean isRepeated(MutationFacts mutation, Arrival arrival) {
    boolean isRepeated = once.isRepeated(mutation, arrival.timestampMs());
    if (isRepeated) {
      parts.metrics().duplicate();
    }
    return isRepeated;
  }

  private @Nullable MutationFacts judge(
      MutationFacts mutation, Arrival arrival, int partition, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted(MutationFacts exact) -> {
        parts.metrics().admitted(exact.priority());
        yield exact;
      }
      case Verdict.Refused refused -> {
        setAside(arrival, partition, refused);
        OutcomeFacts outcome = Refusals.outcome(mutation, refused, arrival.timestampMs());
        byte[] value = parts.wire().encoder().outcome(outcome, OutputEncoder.NO_PLACE);
        outputs.outcome(outcome, value, arrival);
        yield null;
      }
    };
  }

  private void setAside(Arrival arrival, int partition, Verdict.Refused refused) {
    LOG.atWarn()
        .addKeyValue("reason", refused.reason())
        .addKeyValue("partition", partition)
        .addKeyValue("offset", arrival.offset())
        .addKeyValue("correlationId", arrival.trace().correlationText())
        .log("Record quarantined");
    outputs.quarantine(arrival, partition, refused.reason(), refused.message());
  }
}
