package ai.valeo.erp.tributary.schemas.registry;

import org.apache.avro.Schema;

/**
 * A version of a subject.
 *
 * @param subject the subject, {@code <topic>-value} or {@code <topic>-key}
 * @param version 1, 2, 3 ... within the subject
 * @param id identity of the schema in its registry
 * @param schema the schema
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {}
