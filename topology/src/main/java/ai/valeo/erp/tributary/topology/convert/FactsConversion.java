package ai.valeo.erp.tributary.topology.convert;

import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.AuditedAttribute;
import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.ConflictState;
import ai.valeo.erp.tributary.schemas.avro.Contender;
import ai.valeo.erp.tributary.schemas.avro.Decision;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.Stamp;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.serde.ChangeConversion;
import ai.valeo.erp.tributary.schemas.serde.OperationConversion;
import ai.valeo.erp.tributary.schemas.serde.ValueConversion;
import ai.valeo.erp.tributary.topology.core.decision.AuditFacts;
import ai.valeo.erp.tributary.topology.core.decision.AuditedFacts;
import ai.valeo.erp.tributary.topology.core.decision.ConflictFacts;
import ai.valeo.erp.tributary.topology.core.decision.ContenderFacts;
import ai.valeo.erp.tributary.topology.core.decision.DecisionFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeState;
import ai.valeo.erp.tributary.topology.core.decision.RulingNote;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the core answers, as Avro records. */
final class FactsConversion {

  private FactsConversion() {}

  static Outcome outcome(OutcomeFacts facts, int place) {
    return new Outcome(
        facts.mutationId(),
        facts.edgeNode(),
        facts.sequence(),
        facts.entityType(),
        facts.entityId(),
        state(facts.state()),
        name(facts.reason()),
        facts.message(),
        facts.version(),
        all(facts.decisions(), FactsConversion::decision),
        facts.batch(),
        facts.policyVersion(),
        Instant.ofEpochMilli(facts.decidedAtMs()),
        place);
  }

  static Conflict conflict(ConflictFacts facts) {
    RulingNote ruling = facts.ruling();
    return new Conflict(
        facts.id(),
        facts.entityType(),
        facts.entityId(),
        facts.kind().name(),
        facts.open() ? ConflictState.OPEN : ConflictState.RESOLVED,
        facts.mutationId(),
        facts.edgeNode(),
        all(facts.contenders(), FactsConversion::contender),
        facts.version(),
        facts.resolvedBy(),
        ruling == null ? null : ruling.reason(),
        Instant.ofEpochMilli(facts.detectedAtMs()),
        facts.batch(),
        facts.policyVersion(),
        ruling == null ? null : ruling.id(),
        ruling == null ? null : ruling.ruling(),
        ruling == null ? null : ruling.secondActor(),
        ruling == null ? null : Instant.ofEpochMilli(ruling.atMs()));
  }

  static AuditEntry audit(AuditFacts facts) {
    return new AuditEntry(
        facts.mutationId(),
        facts.edgeNode(),
        facts.entityType(),
        facts.entityId(),
        OperationConversion.toAvro(facts.operation()),
        state(facts.state()),
        name(facts.reason()),
        facts.version(),
        facts.number(),
        all(facts.attributes(), FactsConversion::audited),
        facts.actor(),
        facts.userReason(),
        facts.batch(),
        facts.policyVersion(),
        Instant.ofEpochMilli(facts.atMs()),
        ByteBuffer.wrap(facts.previousHash().bytes()),
        facts.secondActor(),
        facts.conflictId());
  }

  private static AuditedAttribute audited(AuditedFacts facts) {
    DecisionFacts decision = facts.decision();
    return new AuditedAttribute(
        facts.attribute(),
        ValueConversion.toUnion(facts.before()),
        ValueConversion.toUnion(facts.after()),
        decision == null ? null : decision(decision));
  }

  private static Contender contender(ContenderFacts facts) {
    return new Contender(
        facts.attribute(),
        facts.strategy(),
        ValueConversion.toUnion(facts.present()),
        stamp(facts.presentStamp()),
        ValueConversion.toUnion(facts.offered()),
        ChangeConversion.toAvro(facts.operator()),
        ValueConversion.toUnion(facts.result()),
        facts.winner());
  }

  private static Decision decision(DecisionFacts facts) {
    return new Decision(
        facts.attribute(),
        facts.result().name(),
        facts.strategy(),
        facts.concurrent(),
        stamp(facts.against()),
        ValueConversion.toUnion(facts.lost()),
        facts.note());
  }

  private static @Nullable Stamp stamp(
      ai.valeo.erp.tributary.topology.core.entity.@Nullable Stamp facts) {
    return facts == null
        ? null
        : new Stamp(
            facts.version(),
            Instant.ofEpochMilli(facts.hlc().wallMs()),
            facts.hlc().counter(),
            facts.edgeNode().value(),
            facts.mutationId().value(),
            facts.priority());
  }

  private static ai.valeo.erp.tributary.schemas.avro.OutcomeState state(OutcomeState state) {
    return switch (state) {
      case APPLIED -> ai.valeo.erp.tributary.schemas.avro.OutcomeState.APPLIED;
      case FAILED -> ai.valeo.erp.tributary.schemas.avro.OutcomeState.FAILED;
      case CONFLICT -> ai.valeo.erp.tributary.schemas.avro.OutcomeState.CONFLICT;
    };
  }

  private static @Nullable String name(@Nullable Reason reason) {
    return reason == null ? null : reason.name();
  }

  private static <A, B> List<B> all(List<A> facts, Function<A, B> conversion) {
    var converted = new ArrayList<B>(facts.size());
    for (A fact : facts) {
      converted.add(conversion.apply(fact));
    }
    return converted;
  }
}
