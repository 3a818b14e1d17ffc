package ai.valeo.erp.tributary.schemas.catalog;

import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.serde.ArrayEncoder;
import ai.valeo.erp.tributary.schemas.serde.ValueConversion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the typed Avro records of one entity type. Immutable; any thread.
 *
 * <p>Writing goes straight from values to bytes, without a generic record between: every change of
 * an entity passes here.
 */
public final class EntityCodec {

  private final EntityType type;
  private final Schema schema;
  private final FieldPlan[] plan;
  private final FieldReading[] reading;

  EntityCodec(EntityType type, Schema schema) {
    this.type = type;
    this.schema = schema;
    this.plan =
        schema.getFields().stream()
            .map(field -> FieldPlan.of(field, type))
            .toArray(FieldPlan[]::new);
    this.reading = FieldReading.all(schema);
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
    var encoder = new ArrayEncoder();
    encoder.start(0);
    write(new RowSource(row, type), encoder);
    return encoder.finish();
  }

  /** Appends plain Avro binary to what the encoder holds. */
  public void write(EntitySource entity, ArrayEncoder encoder) {
    try {
      for (FieldPlan field : plan) {
        field.write(entity, encoder);
      }
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
    Schema own = entity.getSchema();
    FieldReading[] fields = own.equals(schema) ? reading : FieldReading.all(own);
    for (int place = 0; place < fields.length; place++) {
      FieldReading field = fields[place];
      Object raw = entity.get(place);
      if (field.meta == null) {
        Value value = ValueConversion.fromAvro(raw, field.schema);
        if (value != null) {
          attributes.put(field.name, value);
        }
        continue;
      }
      switch (field.meta) {
        case ID -> id = raw.toString();
        case MUTATION_ID -> mutationId = raw.toString();
        case VERSION -> version = ((Number) raw).longValue();
        case HLC_MS -> hlcMs = ((Number) raw).longValue();
        case HLC_COUNTER -> hlcCounter = ((Number) raw).intValue();
      }
    }
    return new EntityRow(id, version, new Hlc(hlcMs, hlcCounter), mutationId, attributes);
  }

  /** A row, seen by places. */
  private record RowSource(EntityRow row, EntityType type) implements EntitySource {
    @Override
    public String id() {
      return row.id();
    }

    @Override
    public long version() {
      return row.version();
    }

    @Override
    public Hlc hlc() {
      return row.hlc();
    }

    @Override
    public String mutationId() {
      return row.mutationId();
    }

    @Override
    public @Nullable Value value(int place) {
      return row.attributes().get(type.attributes().get(place).name());
    }
  }

  /**
   * How one field of a record is read.
   *
   * @param name its name
   * @param meta what it is if it is no attribute
   * @param schema its schema without the null branch
   */
  private record FieldReading(String name, @Nullable Meta meta, Schema schema) {
    static FieldReading[] all(Schema record) {
      return record.getFields().stream().map(FieldReading::of).toArray(FieldReading[]::new);
    }

    private static FieldReading of(Schema.Field field) {
      String label = field.getProp(Meta.PROPERTY);
      return new FieldReading(
          field.name(),
          label == null ? null : Meta.of(label),
          EntityTypeReader.unwrap(field.schema()));
    }
  }

  /**
   * How one field of the record is written.
   *
   * @param place place of the attribute in the type
   * @param meta what it is if it is no attribute
   * @param schema its schema without the null branch
   * @param optional whether it may be null
   * @param initial what stands for an absent value that may not be null
   */
  private record FieldPlan(
      int place, @Nullable Meta meta, Schema schema, boolean optional, @Nullable Value initial) {

    static FieldPlan of(Schema.Field field, EntityType type) {
      String label = field.getProp(Meta.PROPERTY);
      Schema bare = EntityTypeReader.unwrap(field.schema());
      Value initial =
          label == null
              ? ValueConversion.fromAvro(GenericData.get().getDefaultValue(field), bare)
              : null;
      return new FieldPlan(
          place(field.name(), type),
          label == null ? null : Meta.of(label),
          bare,
          EntityTypeReader.isOptional(field.schema()),
          initial);
    }

    private static int place(String name, EntityType type) {
      for (int place = 0; place < type.attributes().size(); place++) {
        if (type.attributes().get(place).name().equals(name)) {
          return place;
        }
      }
      return -1;
    }

    void write(EntitySource entity, ArrayEncoder encoder) throws IOException {
      if (meta != null) {
        writeMeta(meta, entity, encoder);
        return;
      }
      Value value = entity.value(place);
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

    private static void writeMeta(Meta meta, EntitySource entity, ArrayEncoder encoder) {
      switch (meta) {
        case ID -> encoder.writeString(entity.id());
        case VERSION -> encoder.writeLong(entity.version());
        case HLC_MS -> encoder.writeLong(entity.hlc().wallMs());
        case HLC_COUNTER -> encoder.writeInt(entity.hlc().counter());
        case MUTATION_ID -> encoder.writeString(entity.mutationId());
      }
    }
  }
}
