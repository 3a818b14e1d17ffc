package ai.valeo.erp.tributary.schemas.catalog;

import org.apache.avro.Schema;

/**
 * The fields of an entity record that Tributary itself fills; marked {@code "meta"} in the schema.
 */
enum Meta {
  ID("id", Schema.Type.STRING),
  VERSION("version", Schema.Type.LONG),
  HLC_MS("hlcMs", Schema.Type.LONG),
  HLC_COUNTER("hlcCounter", Schema.Type.INT),
  MUTATION_ID("mutationId", Schema.Type.STRING);

  static final String PROPERTY = "meta";

  private final String label;
  private final Schema.Type type;

  Meta(String label, Schema.Type type) {
    this.label = label;
    this.type = type;
  }

  String label() {
    return label;
  }

  Schema.Type type() {
    return type;
  }

  static Meta of(String label) {
    for (Meta meta : values()) {
      if (meta.label.equals(label)) {
        return meta;
      }
    }
    throw new EntityTypeException("meta: " + label + " (expected: id, version, hlcMs, ...)");
  }
}
