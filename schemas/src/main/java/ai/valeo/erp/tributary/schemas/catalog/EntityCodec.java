package ai.valeo.erp.tributary.schemas.catalog;

import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.serde.ValueConversion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the typed Avro records of one entity type. Immutable; any thread.
 *
 * <p>Writing goes straight from values to bytes, without a generic record between: every change of
 * an entity passes here.
 */
public final class EntityCodec {

  private static final int TYPICAL_SIZE_BYTES = 256;

  private final EntityType type;
  private final Schema schema;
  private final FieldPlan[] plan;

  EntityCodec(EntityType type, Schema schema) {
    this.type = type;
    this.schema = schema;
    this.plan = schema.getFields().stream().map(FieldPlan::of).toArray(FieldPlan[]::new);
  }

  /** The type this codec is for. */
  public EntityType type() {
    return type;
  }

  /** The schema it writes. */
  public Schema schema() {
    return schema;
  }

  /** Plain Avro binary, without any framing. */
  public byte[] encode(EntityRow row) {
    var bytes = new ByteArrayOutputStream(TYPICAL_SIZE_BYTES);
    encode(row, bytes);
    return bytes.toByteArray();
  }

  /** Appends plain Avro binary, e.g. after a frame's header. */
  public void encode(EntityRow row, ByteArrayOutputStream target) {
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(target, null);
    try {
      for (FieldPlan field : plan) {
        field.write(row, encoder);
      }
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
  }

  /** Reads a record that was written with any compatible schema and resolved to any other. */
  public EntityRow fromGeneric(GenericRecord entity) {
    String id = "";
    String mutationId = "";
    long version = 0;
    long hlcMs = 0;
    int hlcCounter = 0;
    var attributes = new TreeMap<String, Value>();
    for (Schema.Field field : entity.getSchema().getFields()) {
      Object raw = entity.get(field.pos());
      String label = field.getProp(Meta.PROPERTY);
      if (label == null) {
        Value value = ValueConversion.fromAvro(raw, EntityTypeReader.unwrap(field.schema()));
        if (value != null) {
          attributes.put(field.name(), value);
        }
        continue;
      }
      switch (Meta.of(label)) {
        case ID -> id = raw.toString();
        case MUTATION_ID -> mutationId = raw.toString();
        case VERSION -> version = ((Number) raw).longValue();
        case HLC_MS -> hlcMs = ((Number) raw).longValue();
        case HLC_COUNTER -> hlcCounter = ((Number) raw).intValue();
      }
    }
    return new EntityRow(id, version, new Hlc(hlcMs, hlcCounter), mutationId, attributes);
  }

  /** How one field of the record is written. */
  private record FieldPlan(
      String name, @Nullable Meta meta, Schema schema, boolean optional, @Nullable Value initial) {

    static FieldPlan of(Schema.Field field) {
      String label = field.getProp(Meta.PROPERTY);
      Schema bare = EntityTypeReader.unwrap(field.schema());
      Value initial =
          label == null
              ? ValueConversion.fromAvro(GenericData.get().getDefaultValue(field), bare)
              : null;
      return new FieldPlan(
          field.name(),
          label == null ? null : Meta.of(label),
          bare,
          EntityTypeReader.isOptional(field.schema()),
          initial);
    }

    void write(EntityRow row, BinaryEncoder encoder) throws IOException {
      if (meta != null) {
        writeMeta(meta, row, encoder);
        return;
      }
      Value value = row.attributes().get(name);
      if (value == null && !optional) {
        value = initial;
      }
      if (optional) {
        encoder.writeIndex(value == null ? 0 : 1);
      }
      if (value != null) {
        ValueConversion.write(value, schema, encoder);
      }
    }

    private static void writeMeta(Meta meta, EntityRow row, BinaryEncoder encoder)
        throws IOException {
      switch (meta) {
        case ID -> encoder.writeString(row.id());
        case VERSION -> encoder.writeLong(row.version());
        case HLC_MS -> encoder.writeLong(row.hlc().wallMs());
        case HLC_COUNTER -> encoder.writeInt(row.hlc().counter());
        case MUTATION_ID -> encoder.writeString(row.mutationId());
      }
    }
  }
}
