package ai.valeo.erp.tributary.schemas.serde;

import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/** What a record is read as, given the schema it was written with. */
sealed interface ReaderChoice {

  /** The reader for what that schema wrote. */
  <T> DatumReader<T> reader(Schema writer);

  /**
   * A generated record of one class.
   *
   * @param type the class
   * @param schema the class's schema
   */
  record Specific(Class<? extends SpecificRecord> type, Schema schema) implements ReaderChoice {

    static Specific of(Class<? extends SpecificRecord> type) {
      TrustedClasses.declare();
      return new Specific(type, SpecificData.getForClass(type).getSchema(type));
    }

    @Override
    public <T> DatumReader<T> reader(Schema writer) {
      requireSameRecord(writer, schema);
      return AvroModels.specificReader(writer, schema, type);
    }
  }

  /** A generated record of whatever class bears the schema's name. */
  record SpecificByName() implements ReaderChoice {
    @Override
    public <T> DatumReader<T> reader(Schema writer) {
      TrustedClasses.declare();
      Class<?> type = SpecificData.get().getClass(writer);
      if (type == null || !SpecificRecord.class.isAssignableFrom(type)) {
        throw new SerializationException(
            "schema: " + writer.getFullName() + " (expected: one with a generated class)");
      }
      return Specific.of(type.asSubclass(SpecificRecord.class)).reader(writer);
    }
  }

  /**
   * A generic record, resolved to a schema.
   *
   * @param schema the schema of the records returned
   */
  record Generic(Schema schema) implements ReaderChoice {
    @Override
    public <T> DatumReader<T> reader(Schema writer) {
      requireSameRecord(writer, schema);
      return AvroModels.genericReader(writer, schema, false);
    }
  }

  /**
   * A generic record with the schema it was written with.
   *
   * @param convert whether decimals and times are converted
   */
  record AsWritten(boolean convert) implements ReaderChoice {
    @Override
    public <T> DatumReader<T> reader(Schema writer) {
      return AvroModels.genericReader(writer, writer, convert);
    }
  }

  private static void requireSameRecord(Schema writer, Schema reader) {
    // Avro resolves records by their fields alone: a foreign record with fitting fields would pass.
    boolean same =
        writer.getType() == Schema.Type.RECORD
            && (writer.getFullName().equals(reader.getFullName())
                || reader.getAliases().contains(writer.getFullName()));
    if (!same) {
      throw new SerializationException(
          "schema: " + writer.getFullName() + " (expected: " + reader.getFullName() + ")");
    }
  }
}
