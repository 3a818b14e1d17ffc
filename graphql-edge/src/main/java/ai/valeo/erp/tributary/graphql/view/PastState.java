package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.AuditedAttribute;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.serde.ValueConversion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * An entity as its audit entries tell it, one after the other. Values of a deleted entity stay in
 * mind, since an update the DELETE had not seen brings them back. Used by one thread.
 */
final class PastState {

  private static final String WHOLE = "*";

  private final SortedMap<String, Value> values = new TreeMap<>();
  private long version;
  private boolean isAlive;
  private String mutationId = "";
  private long atMs;

  /** Takes the next entry of the same life. */
  void apply(AuditEntry entry) {
    if (entry.getVersion() <= version) {
      return; // changed nothing that can be seen
    }
    if (entry.getOperation() == Operation.DELETE) {
      isAlive = false;
    } else {
      if (!isAlive && entry.getOperation() == Operation.CREATE && !concernsTheWhole(entry)) {
        values.clear();
      }
      isAlive = true;
      entry.getAttributes().forEach(this::set);
    }
    version = entry.getVersion();
    mutationId = entry.getMutationId();
    atMs = entry.getAtMs().toEpochMilli();
  }

  /** As a row; none while the entity does not exist. */
  @Nullable EntityRow row(EntityType type, String id) {
    if (!isAlive) {
      return null;
    }
    var shown = new TreeMap<String, Value>();
    for (Attribute attribute : type.attributes()) {
      Value value = values.getOrDefault(attribute.name(), attribute.initial());
      if (value != null) {
        shown.put(attribute.name(), value);
      }
    }
    return new EntityRow(id, version, new Hlc(atMs, 0), mutationId, shown);
  }

  /** To begin from later; the form knows the schema it was written with. */
  byte[] snapshot() {
    var attributes = new ArrayList<AuditedAttribute>(values.size());
    values.forEach((name, value) ->
        attributes.add(new AuditedAttribute(name, null, ValueConversion.toUnion(value), null)));
    AuditEntry snapshot =
        AuditEntry.newBuilder()
            .setMutationId(mutationId)
            .setEdgeNodeId("")
            .setEntityType("")
            .setEntityId("")
            .setOperation(isAlive ? Operation.UPDATE : Operation.DELETE)
            .setState(OutcomeState.APPLIED)
            .setVersion(version)
            .setNumber(0)
            .setAttributes(attributes)
            .setAtMs(Instant.ofEpochMilli(atMs))
            .setPreviousHash(ByteBuffer.allocate(0))
            .build();
    try {
      ByteBuffer bytes = AuditEntry.getEncoder().encode(snapshot);
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The state of a snapshot; none if an older or newer program wrote it in a form of its own. */
  static @Nullable PastState of(byte[] snapshot) {
    try {
      AuditEntry stored = AuditEntry.getDecoder().decode(snapshot);
      var state = new PastState();
      stored.getAttributes().forEach(state::set);
      state.isAlive = stored.getOperation() != Operation.DELETE;
      state.version = stored.getVersion();
      state.mutationId = stored.getMutationId();
      state.atMs = stored.getAtMs().toEpochMilli();
      return state;
    } catch (IOException | AvroRuntimeException e) {
      return null;
    }
  }

  private void set(AuditedAttribute audited) {
    if (audited.getAttribute().equals(WHOLE)) {
      return;
    }
    Value after = ValueConversion.fromUnion(audited.getAfter());
    if (after == null) {
      values.remove(audited.getAttribute());
    } else {
      values.put(audited.getAttribute(), after);
    }
  }

  private static boolean concernsTheWhole(AuditEntry entry) {
    return entry.getAttributes().stream().anyMatch(one -> one.getAttribute().equals(WHOLE));
  }
}
