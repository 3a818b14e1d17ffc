package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.graphql.publish.Verdict;
import ai.valeo.erp.tributary.graphql.publish.Verdict.Ruling;
import ai.valeo.erp.tributary.graphql.schema.Caller;
import ai.valeo.erp.tributary.graphql.view.ConflictView;
import ai.valeo.erp.tributary.graphql.view.ProposalView;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.Map;

/**
 * One ruling on its way.
 *
 * @param field the field that asks for it
 * @param conflict what it is on
 * @param type type of the entity
 * @param answering how it is answered
 */
record RulingCase(
    DataFetchingEnvironment field, ConflictView conflict, EntityType type, Answering answering) {

  EntityKey key() {
    return new EntityKey(conflict.entityType(), conflict.entityId());
  }

  String actor() {
    return Caller.of(field).identity().subject();
  }

  private Map<String, Object> input() {
    Map<String, Object> input = field.getArgument("input");
    return input == null ? Map.of() : input;
  }

  String text(String name) {
    Object value = input().get(name);
    return value == null ? "" : value.toString();
  }

  Ruling ruling() {
    return Ruling.valueOf(text("ruling"));
  }

  boolean mayBeRepeated() {
    return !text("idempotencyKey").isEmpty();
  }

  /** The ruling's identity; the same whenever it is asked for under the same key. */
  MutationId id(CommandIds ids) {
    return mayBeRepeated()
        ? CommandIds.of(actor(), "ruling:" + conflict.id() + ':' + text("idempotencyKey"))
        : ids.fresh().get();
  }

  /** The version of the entity that the person saw. */
  long expectedVersion(long shown) {
    return input().get("expectedVersion") instanceof Number seen ? seen.longValue() : shown;
  }

  @SuppressWarnings("unchecked") // the schema says what it is
  List<Map<String, Object>> changes() {
    return input().get("changes") instanceof List<?> given
        ? (List<Map<String, Object>>) given
        : List.of();
  }

  /** What this person would propose. */
  ProposalView proposal(Verdict verdict) {
    return new ProposalView(
        verdict.id(),
        conflict.id(),
        type.name(),
        conflict.entityId(),
        verdict.matter() instanceof Verdict.OfConflict matter ? matter.expectedVersion() : 0,
        verdict.decision().ruling().name(),
        verdict.decision().changes(),
        actor(),
        verdict.persons().reason(),
        0);
  }
}
