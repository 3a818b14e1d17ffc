package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.schemas.entity.Limits;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.signing.SigningKey;
import ai.valeo.erp.tributary.topology.convert.Decoded;
import ai.valeo.erp.tributary.topology.convert.OutputEncoder;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeFacts;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.intake.Verdict;
import ai.valeo.erp.tributary.topology.core.ruling.ReceivedRuling;
import ai.valeo.erp.tributary.topology.core.ruling.RulingFacts;
import ai.valeo.erp.tributary.topology.core.ruling.RulingKind;
import ai.valeo.erp.tributary.topology.core.ruling.RulingRules;
import ai.valeo.erp.tributary.topology.store.Arrival;
import ai.valeo.erp.tributary.topology.stream.Admitted.Asked;
import ai.valeo.erp.tributary.topology.stream.Admitted.Entrant;
import org.jspecify.annotations.Nullable;

/**
 * Lets in rulings that are sound and have not come before, answers the rest, and ends what is in
 * quarantine: a discarded record stays where it is, a released one goes through intake.
 *
 * @param parts what the topology is made of
 * @param once finds what has come before
 * @param quarantined records in quarantine
 * @param outputs where answers go
 */
record RulingIntake(TopologyParts parts, Once once, QuarantineLog quarantined, Outputs outputs) {

  /** A ruling on a conflict, if it may be applied. */
  @Nullable Asked admit(RulingFacts ruling, Arrival arrival, int partition) {
    if (isRepeated(ruling, arrival)) {
      return null;
    }
    RulingRules.Refused unfit = checkRecord(ruling, arrival);
    RulingRules.Checked checked =
        unfit != null ? unfit : RulingRules.check(ruling, parts.types()::type);
    return switch (checked) {
      case RulingRules.Refused refused -> {
        answer(ruling, arrival, refused);
        yield null;
      }
      case RulingRules.Sound(RulingFacts exact) ->
          new Asked.OnConflict(
              arrival,
              new ReceivedRuling(exact, arrival.timestampMs(), partition, arrival.offset()));
    };
  }

  private static RulingRules.@Nullable Refused checkRecord(RulingFacts ruling, Arrival arrival) {
    if (arrival.sizeBytes() > Limits.MAX_MUTATION_BYTES) {
      return new RulingRules.Refused(Reason.TOO_LARGE, "record: " + arrival.sizeBytes() + " bytes");
    }
    return Soundness.hasOwnKey(ruling.entityType(), ruling.entityId(), arrival)
        ? null
        : new RulingRules.Refused(
            Reason.WRONG_KEY, "key: not that of the ruling's entity (expected: type:id)");
  }

  /** Answers a ruling whose changes could not be read. */
  void refuse(Decoded.UnsoundRuling unsound, Arrival arrival) {
    if (!isRepeated(unsound.ruling(), arrival)) {
      var why = new RulingRules.Refused(unsound.reason(), unsound.message());
      answer(unsound.ruling(), arrival, why);
    }
  }

  /** A ruling on a quarantined record; gives its mutation if that is to be decided now. */
  @Nullable Asked admit(Decoded.OnRecord onRecord, Arrival arrival, int partition) {
    RulingFacts ruling = onRecord.ruling();
    if (isRepeated(ruling, arrival)) {
      return null;
    }
    RulingRules.Refused refused = check(onRecord, arrival, partition);
    if (refused != null) {
      answer(ruling, arrival, refused);
      return null;
    }
    return switch (ruling.kind()) {
      case KEEP, MERGE -> {
        end(onRecord, arrival);
        yield null;
      }
      case TAKE -> release(onRecord, arrival, partition);
    };
  }

  private RulingRules.@Nullable Refused check(
      Decoded.OnRecord onRecord, Arrival arrival, int partition) {
    RulingFacts ruling = onRecord.ruling();
    RulingRules.Refused refused = RulingRules.checkIdentity(ruling);
    if (refused != null) {
      return refused;
    }
    if (ruling.kind() == RulingKind.MERGE) {
      return new RulingRules.Refused(
          Reason.INVALID_CHANGES, "ruling: MERGE (expected: TAKE or KEEP of a quarantined record)");
    }
    if (onRecord.origin().partition() != partition) {
      return new RulingRules.Refused(
          Reason.NOT_QUARANTINED, "partition: of another one (expected: " + partition + ")");
    }
    long nowMs = arrival.timestampMs();
    return ruling.kind() == RulingKind.KEEP
        ? quarantined.check(onRecord.origin(), nowMs)
        : quarantined.checkRelease(onRecord.origin(), onRecord.value(), nowMs);
  }

  private @Nullable Asked release(Decoded.OnRecord onRecord, Arrival ruling, int partition) {
    byte[] value = onRecord.value();
    var arrival =
        new Arrival(
            Arrival.Source.RULINGS,
            ruling.offset(),
            ruling.timestampMs(),
            ruling.key(),
            value,
            ruling.trace());
    var soundness = new Soundness(parts.types()::type, parts.placement());
    return switch (onRecord.content()) {
      case Decoded.Legible(MutationFacts mutation) -> {
        Verdict verdict = soundness.check(mutation, arrival, partition);
        MutationFacts exact = release(onRecord, mutation, arrival, verdict);
        yield exact == null ? null : new Asked.Release(Entrant.of(arrival, partition, exact));
      }
      case Decoded.Unsound unsound -> {
        var verdict = soundness.check(unsound, arrival, partition);
        var unused = release(onRecord, unsound.mutation(), arrival, verdict);
        yield null;
      }
      case Decoded.Garbage(String message) -> {
        answer(onRecord.ruling(), ruling, new RulingRules.Refused(Reason.UNDECODABLE, message));
        yield null;
      }
      case Decoded.Unavailable unused -> throw impossible();
      case Decoded.OnConflict unused -> throw impossible();
      case Decoded.OnRecord unused -> throw impossible();
      case Decoded.Proposal unused -> throw impossible();
      case Decoded.UnsoundRuling unused -> throw impossible();
    };
  }

  private static IllegalStateException impossible() {
    return new IllegalStateException("quarantined record: neither mutation nor garbage");
  }

  /** Gives the mutation if it may be merged; else it is answered, or the ruling is. */
  private @Nullable MutationFacts release(
      Decoded.OnRecord onRecord, MutationFacts mutation, Arrival arrival, Verdict verdict) {
    String signer = quarantined.signer(onRecord.origin(), arrival.timestampMs());
    if (signer != null && !SigningKey.maySpeak(signer, mutation.edgeNode())) {
      answer(
          onRecord.ruling(),
          arrival,
          new RulingRules.Refused(Reason.WRONG_SIGNER, "mutation: signed by another node"));
      return null;
    }
    if (once.isRepeated(mutation, arrival.timestampMs())) {
      answer(
          onRecord.ruling(),
          arrival,
          new RulingRules.Refused(Reason.ANSWERED, "mutation: has come by another record"));
      return null;
    }
    end(onRecord, arrival);
    return switch (verdict) {
      case Verdict.Accepted(MutationFacts exact) -> exact;
      case Verdict.Refused refused -> {
        OutcomeFacts outcome = Refusals.outcome(mutation, refused, arrival.timestampMs());
        outputs.outcome(outcome, encoded(outcome), arrival);
        yield null;
      }
    };
  }

  private void end(Decoded.OnRecord onRecord, Arrival arrival) {
    long sinceMs = quarantined.end(onRecord.origin());
    outputs.ruledOn(onRecord.origin(), sinceMs, onRecord.ruling(), arrival);
    answer(onRecord.ruling(), arrival, null);
  }

  private boolean isRepeated(RulingFacts ruling, Arrival arrival) {
    boolean isRepeated = once.isRepeated(ruling, arrival.timestampMs());
    if (isRepeated) {
      parts.metrics().duplicate();
    }
    return isRepeated;
  }

  private void answer(RulingFacts ruling, Arrival arrival, RulingRules.@Nullable Refused refused) {
    OutcomeFacts outcome = Refusals.outcome(ruling, refused, arrival.timestampMs());
    outputs.ruling(outcome, encoded(outcome), arrival);
  }

  private byte[] encoded(OutcomeFacts outcome) {
    return parts.wire().encoder().outcome(outcome, OutputEncoder.NO_PLACE);
  }
}
