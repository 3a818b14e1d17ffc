package ai.valeo.erp.tributary.schemas.serde;

import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Chooses Avro's readers and writers. */
final class AvroModels {

  /** Takes decimals and times both raw and converted. */
  private static final GenericData CONVERTING = converting();

  private AvroModels() {}

  private static GenericData converting() {
    var data = new GenericData();
    data.addLogicalTypeConversion(new Conversions.DecimalConversion());
    data.addLogicalTypeConversion(new Conversions.UUIDConversion());
    data.addLogicalTypeConversion(new TimeConversions.DateConversion());
    data.addLogicalTypeConversion(new TimeConversions.TimeMillisConversion());
    data.addLogicalTypeConversion(new TimeConversions.TimeMicrosConversion());
    data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    data.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
    return data;
  }

  static <T> DatumWriter<T> writer(Schema schema, T example) {
    return example instanceof SpecificRecord
        ? new SpecificDatumWriter<>(schema, SpecificData.getForClass(example.getClass()))
        : new GenericDatumWriter<>(schema, CONVERTING);
  }

  static <T> DatumReader<T> genericReader(Schema writer, Schema reader, boolean convert) {
    return new GenericDatumReader<>(writer, reader, convert ? CONVERTING : GenericData.get());
  }

  static <T> DatumReader<T> specificReader(Schema writer, Schema reader, Class<?> type) {
    TrustedClasses.declare();
    return new SpecificDatumReader<>(writer, reader, SpecificData.getForClass(type));
  }
}
