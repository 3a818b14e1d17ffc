package ai.valeo.erp.tributary.topology.convert;

import ai.valeo.erp.tributary.schemas.avro.QuarantinedRecord;
import ai.valeo.erp.tributary.schemas.avro.Resolution;
import ai.valeo.erp.tributary.schemas.avro.Ruling;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.serde.ChangeConversion;
import ai.valeo.erp.tributary.topology.core.ruling.RulingFacts;
import ai.valeo.erp.tributary.topology.core.ruling.RulingKind;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads records of the resolutions topic. Any thread. */
public final class RulingDecoder {

  private final String topic;
  private final Deserializer<Resolution> deserializer;
  private final MutationDecoder mutations;

  RulingDecoder(String topic, Deserializer<Resolution> deserializer, MutationDecoder mutations) {
    this.topic = topic;
    this.deserializer = deserializer;
    this.mutations = mutations;
  }

  /** Reads one record; never throws for anything a record may hold. */
  public Decoded decode(byte @Nullable [] value) {
    if (value == null) {
      return new Decoded.Garbage("record: no value (expected: a ruling)");
    }
    Resolution resolution;
    try {
      resolution = deserializer.deserialize(topic, value);
    } catch (RuntimeException e) {
      return MutationDecoder.failed(value, e);
    }
    if (resolution == null) {
      return new Decoded.Garbage("record: no ruling (expected: one)");
    }
    if (resolution.getProposal()) {
      return new Decoded.Proposal();
    }
    QuarantinedRecord quarantined = resolution.getQuarantined();
    return quarantined == null ? onConflict(resolution) : onRecord(resolution, quarantined);
  }

  private static Decoded onConflict(Resolution resolution) {
    try {
      List<Change> changes = ChangeConversion.fromAvro(resolution.getChanges());
      return new Decoded.OnConflict(facts(resolution, changes));
    } catch (IllegalArgumentException e) {
      return new Decoded.UnsoundRuling(
          facts(resolution, List.of()), Reason.INVALID_VALUE, String.valueOf(e.getMessage()));
    }
  }

  private Decoded onRecord(Resolution resolution, QuarantinedRecord quarantined) {
    byte[] value = bytes(quarantined.getValue());
    Decoded content =
        resolution.getRuling() == Ruling.TAKE
            ? mutations.decodeReleased(value)
            : new Decoded.Garbage("not to be taken");
    if (content instanceof Decoded.Unavailable) {
      return content;
    }
    var origin =
        new Decoded.Origin(
            quarantined.getTopic(), quarantined.getPartition(), quarantined.getOffset());
    return new Decoded.OnRecord(facts(resolution, List.of()), origin, value, content);
  }

  private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static RulingFacts facts(Resolution resolution, List<Change> changes) {
    return new RulingFacts(
        resolution.getId(),
        resolution.getEdgeNodeId(),
        resolution.getConflictId(),
        resolution.getEntityType(),
        resolution.getEntityId(),
        resolution.getExpectedVersion(),
        switch (resolution.getRuling()) {
          case KEEP -> RulingKind.KEEP;
          case TAKE -> RulingKind.TAKE;
          case MERGE -> RulingKind.MERGE;
        },
        changes,
        new RulingFacts.Persons(resolution.getActor(), resolution.getSecondActor()),
        resolution.getReason(),
        resolution.getHlcMs().toEpochMilli(),
        resolution.getHlcCounter());
  }
}
