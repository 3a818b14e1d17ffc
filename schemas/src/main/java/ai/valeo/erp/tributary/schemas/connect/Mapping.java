package ai.valeo.erp.tributary.schemas.connect;

import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How values of an Avro schema become values of Kafka Connect.
 *
 * @param schema Connect's schema of the values
 * @param values makes one of a value that is there
 */
record Mapping(Schema schema, Function<Object, @Nullable Object> values) {

  /** The value, which may be absent. */
  @Nullable Object apply(@Nullable Object value) {
    return value == null ? null : values.apply(value);
  }
}
