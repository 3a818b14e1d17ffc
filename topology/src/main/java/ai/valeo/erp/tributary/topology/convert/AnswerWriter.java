package ai.valeo.erp.tributary.topology.convert;

import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.serde.ArrayEncoder;
import ai.valeo.erp.tributary.schemas.serde.ValueUnion;
import ai.valeo.erp.tributary.topology.core.decision.AuditFacts;
import ai.valeo.erp.tributary.topology.core.decision.AuditedFacts;
import ai.valeo.erp.tributary.topology.core.decision.DecisionFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeState;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes outcomes and audit entries straight from the core's records into Avro's binary form,
 * without generated records between: every mutation causes one of each. Byte for byte what Avro's
 * writers make of {@link FactsConversion}; the order of fields, branches and symbols is that of the
 * schemas.
 */
final class AnswerWriter {

  private static final int NULL = 0;
  private static final int PRESENT = 1;

  private AnswerWriter() {}

  static void outcome(OutcomeFacts facts, int place, ArrayEncoder out) {
    out.writeString(facts.mutationId());
    out.writeString(facts.edgeNode());
    out.writeLong(facts.sequence());
    out.writeString(facts.entityType());
    out.writeString(facts.entityId());
    out.writeEnum(symbol(facts.state()));
    optional(name(facts.reason()), out);
    optional(facts.message(), out);
    out.writeLong(facts.version());
    decisions(facts.decisions(), out);
    out.writeString(facts.batch());
    out.writeInt(facts.policyVersion());
    out.writeLong(facts.decidedAtMs());
    out.writeInt(place);
  }

  static void audit(AuditFacts facts, ArrayEncoder out) {
    out.writeString(facts.mutationId());
    out.writeString(facts.edgeNode());
    out.writeString(facts.entityType());
    out.writeString(facts.entityId());
    out.writeEnum(symbol(facts.operation()));
    out.writeEnum(symbol(facts.state()));
    optional(name(facts.reason()), out);
    out.writeLong(facts.version());
    out.writeLong(facts.number());
    audited(facts.attributes(), out);
    out.writeString(facts.actor());
    optional(facts.userReason(), out);
    out.writeString(facts.batch());
    out.writeInt(facts.policyVersion());
    out.writeLong(facts.atMs());
    out.writeBytes(facts.previousHash().bytes());
    optional(facts.secondActor(), out);
    optional(facts.conflictId(), out);
  }

  private static int symbol(OutcomeState state) {
    return switch (state) {
      case APPLIED -> 0;
      case FAILED -> 1;
      case CONFLICT -> 2;
    };
  }

  private static int symbol(OperationType operation) {
    return switch (operation) {
      case CREATE -> 0;
      case UPDATE -> 1;
      case DELETE -> 2;
    };
  }

  private static void decisions(List<DecisionFacts> decisions, ArrayEncoder out) {
    out.startItems(decisions.size());
    for (int i = 0; i < decisions.size(); i++) {
      decision(decisions.get(i), out);
    }
    out.endItems();
  }

  private static void decision(DecisionFacts facts, ArrayEncoder out) {
    out.writeString(facts.attribute());
    out.writeString(facts.result().name());
    out.writeString(facts.strategy());
    out.writeBoolean(facts.concurrent());
    stamp(facts.against(), out);
    ValueUnion.write(facts.lost(), out);
    optional(facts.note(), out);
  }

  private static void audited(List<AuditedFacts> attributes, ArrayEncoder out) {
    out.startItems(attributes.size());
    for (int i = 0; i < attributes.size(); i++) {
      AuditedFacts facts = attributes.get(i);
      out.writeString(facts.attribute());
      ValueUnion.write(facts.before(), out);
      ValueUnion.write(facts.after(), out);
      DecisionFacts decision = facts.decision();
      if (decision == null) {
        out.writeIndex(NULL);
      } else {
        out.writeIndex(PRESENT);
        decision(decision, out);
      }
    }
    out.endItems();
  }

  private static void stamp(@Nullable Stamp stamp, ArrayEncoder out) {
    if (stamp == null) {
      out.writeIndex(NULL);
      return;
    }
    out.writeIndex(PRESENT);
    out.writeLong(stamp.version());
    out.writeLong(stamp.hlc().wallMs());
    out.writeInt(stamp.hlc().counter());
    out.writeString(stamp.edgeNode().value());
    out.writeString(stamp.mutationId().value());
    out.writeInt(stamp.priority());
  }

  private static void optional(@Nullable String text, ArrayEncoder out) {
    if (text == null) {
      out.writeIndex(NULL);
    } else {
      out.writeIndex(PRESENT);
      out.writeString(text);
    }
  }

  private static @Nullable String name(@Nullable Reason reason) {
    return reason == null ? null : reason.name();
  }
}
