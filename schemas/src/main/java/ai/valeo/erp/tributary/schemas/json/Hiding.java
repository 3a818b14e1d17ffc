package ai.valeo.erp.tributary.schemas.json;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Which values are not shown. */
public interface Hiding {

  /** Hides nothing. */
  Hiding NOTHING =
      new Hiding() {
        @Override
        public boolean hidesField(Schema entity, Schema.Field field) {
          return false;
        }

        @Override
        public boolean hidesAttribute(@Nullable String entityType, String attribute) {
          return false;
        }

        @Override
        public boolean hidesRaw() {
          return false;
        }
      };

  /** Whether the field of a record, such as an entity's own, is hidden. */
  boolean hidesField(Schema record, Schema.Field field);

  /** Whether values of an attribute are hidden, wherever they are told. */
  boolean hidesAttribute(@Nullable String entityType, String attribute);

  /** Whether bytes of which nothing is known are hidden. */
  boolean hidesRaw();
}
