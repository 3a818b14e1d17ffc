package ai.valeo.erp.tributary.schemas.registry.embedded;

import org.apache.avro.Schema;

/** One version of a subject, with its schema and the schema's id. */
record SubjectVersion(String subject, int version, int id, Schema schema) {}
