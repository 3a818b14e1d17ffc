package ai.valeo.erp.tributary.graphql.view;

/**
 * Reads the framed Avro values of topics. Any thread.
 *
 * @param <T> what they are read to
 */
@FunctionalInterface
public interface RecordReader<T> {

  /**
   * Reads a value.
   *
   * @throws UnreadableRecordException if the bytes can never be read
   * @throws RuntimeException if they cannot be read now, e.g. because the registry is away
   */
  T read(String topic, byte[] framed);
}
