package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.edge.core.Attention;
import ai.valeo.erp.tributary.edge.core.CapturedMutation;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.core.Overruling;
import ai.valeo.erp.tributary.graphql.edge.LocalNode.Fate;
import ai.valeo.erp.tributary.graphql.fetch.Arguments;
import ai.valeo.erp.tributary.graphql.fetch.Fields;
import ai.valeo.erp.tributary.graphql.fetch.PersonalData;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.Value;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The node's own changes: under way, refused, waiting for a person. */
final class ChangeFields {

  private final LocalNode node;
  private final PersonalData personal;

  ChangeFields(LocalNode node, EntityTypes types) {
    this.node = node;
    this.personal = new PersonalData(types);
  }

  /** Something that shows values of an attribute. */
  sealed interface OfAttribute {
    /** Whose attribute it is. */
    EntityKey key();

    /** Its name. */
    String attribute();
  }

  /** A change of an attribute, and what stands there. */
  private record Wanted(EntityKey key, Change change, @Nullable Value present)
      implements OfAttribute {
    @Override
    public String attribute() {
      return change.attribute();
    }
  }

  void into(RuntimeWiring.Builder wiring, Fields<Object> query) {
    query
        .fetch("pendingMutations", this::pending)
        .fetch("failedMutations", this::failed)
        .fetch("overruledMutations", this::overruled)
        .fetch("mutationStatus", this::fate);
    Fields.<OutboxEntry>of("PendingMutation")
        .add("id", entry -> entry.mutation().id().value())
        .add("entityType", entry -> entry.mutation().draft().key().entityType())
        .add("entityId", entry -> entry.mutation().draft().key().entityId())
        .add("operation", entry -> entry.mutation().draft().operation().name())
        .add("changes", entry -> changes(entry.mutation()))
        .add("status", entry -> entry.state().name())
        .add("priority", entry -> entry.mutation().draft().priority())
        .add("createdAt", entry -> Instant.ofEpochMilli(entry.mutation().capturedAtMs()))
        .add("retryCount", entry -> entry.delivery().retries())
        .add("lastError", entry -> entry.delivery().lastError())
        .into(wiring);
    failedTypes(wiring);
    Fields.<Fate>of("LocalMutation")
        .add("id", fate -> fate.id().value())
        .add("entityType", fate -> fate.key().entityType())
        .add("entityId", fate -> fate.key().entityId())
        .add("status", fate -> fate.state().name())
        .add("reason", Fate::code)
        .add("message", Fate::message)
        .add("resultVersion", Fate::version)
        .add("overrulings", fate -> overrulings(fate.id(), fate.key()))
        .into(wiring);
    overrulingType(wiring);
  }

  private void failedTypes(RuntimeWiring.Builder wiring) {
    Fields.<Attention>of("FailedMutation")
        .add("id", item -> item.mutation().id().value())
        .add("entityType", item -> item.mutation().draft().key().entityType())
        .add("entityId", item -> item.mutation().draft().key().entityId())
        .add("operation", item -> item.mutation().draft().operation().name())
        .add("status", item -> item.verdict().state().name())
        .add("reason", item -> item.verdict().code())
        .add("message", item -> item.verdict().message())
        .add("changes", item -> changes(item.mutation()))
        .add(
            "overrulings", item -> overrulings(item.mutation().id(), item.mutation().draft().key()))
        .add("createdAt", item -> Instant.ofEpochMilli(item.mutation().capturedAtMs()))
        .add("answeredAt", item -> Instant.ofEpochMilli(item.answeredAtMs()))
        .add("retryOf", item -> item.retryOf() == null ? null : item.retryOf().value())
        .into(wiring);
    Fields.<Wanted>of("LocalChange")
        .add("attribute", Wanted::attribute)
        .add("operator", wanted -> wanted.change.operator().name())
        .addFor("wanted", (wanted, field) -> json(field, wanted, wanted.change.operand()))
        .addFor("present", (wanted, field) -> json(field, wanted, wanted.present))
        .into(wiring);
  }

  /** An attribute of an own change whose wish did not hold, and what stands there. */
  private record Overruled(EntityKey key, Overruling overruling, @Nullable Value present)
      implements OfAttribute {
    @Override
    public String attribute() {
      return overruling.attribute();
    }
  }

  private void overrulingType(RuntimeWiring.Builder wiring) {
    Fields.<Overruled>of("Overruling")
        .add("attribute", Overruled::attribute)
        .add("result", one -> one.overruling.result())
        .add("strategy", one -> one.overruling.strategy())
        .add("byNode", one -> by(one, Overruling.Opponent::node))
        .add("byMutation", one -> by(one, opponent -> opponent.mutation().value()))
        .add("at", one -> by(one, opponent -> Instant.ofEpochMilli(opponent.atMs())))
        .addFor("lost", (one, field) -> json(field, one, one.overruling.lost()))
        .addFor("present", (one, field) -> json(field, one, one.present))
        .into(wiring);
  }

  private static @Nullable Object by(Overruled one, Function<Overruling.Opponent, Object> read) {
    Overruling.Opponent against = one.overruling.against();
    return against == null ? null : read.apply(against);
  }

  private List<Overruled> overrulings(MutationId id, EntityKey key) {
    List<Overruling> overrulings = node.overrulings(id);
    if (overrulings.isEmpty()) {
      return List.of();
    }
    var entity = node.entity(key);
    return overrulings.stream()
        .map(one ->
            new Overruled(key, one, entity.map(view -> view.value(one.attribute())).orElse(null)))
        .toList();
  }

  private List<Fate> overruled(DataFetchingEnvironment field) {
    Slice slice = Slice.of(field);
    return slice.of(node.overruled(slice.end()));
  }

  private @Nullable Object json(
      DataFetchingEnvironment field, OfAttribute one, @Nullable Value value) {
    return personal.value(field, one.key().entityType(), one.attribute(), value);
  }

  private List<Wanted> changes(CapturedMutation mutation) {
    EntityKey key = mutation.draft().key();
    var entity = node.entity(key);
    return mutation.draft().changes().stream()
        .map(change ->
            new Wanted(
                key, change, entity.map(view -> view.value(change.attribute())).orElse(null)))
        .toList();
  }

  private List<OutboxEntry> pending(DataFetchingEnvironment field) {
    Slice slice = Slice.of(field);
    return slice.of(node.pending(slice.end()));
  }

  private List<Attention> failed(DataFetchingEnvironment field) {
    Slice slice = Slice.of(field);
    return slice.of(node.attention(slice.end()));
  }

  private @Nullable Fate fate(DataFetchingEnvironment field) {
    String id = Arguments.id(field, "id");
    return id.isEmpty() ? null : node.fate(new MutationId(id)).orElse(null);
  }
}
