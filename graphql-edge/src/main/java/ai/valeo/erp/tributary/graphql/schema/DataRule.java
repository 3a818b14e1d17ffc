package ai.valeo.erp.tributary.graphql.schema;

import graphql.schema.FieldCoordinates;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of the data behind a schema is whose. Any thread; may block. */
public interface DataRule {

  /** Everything is everybody's. */
  DataRule NONE =
      new DataRule() {
        @Override
        public boolean hides(Identity caller, String type, Object source) {
          return false;
        }

        @Override
        public boolean mayChange(Identity caller, String field, Map<String, Object> arguments) {
          return true;
        }

        @Override
        public boolean mayBePersonal(FieldCoordinates field) {
          return false;
        }

        @Override
        public @Nullable PersonalRead personal(FieldCoordinates field, Object source) {
          return null;
        }
      };

  /**
   * Whether a row does not exist for a caller. Asked only about callers limited to warehouses.
   *
   * @param type name of its type in the schema; of an abstract type where nothing else is known
   * @param source what its fields are read from
   */
  boolean hides(Identity caller, String type, Object source);

  /**
   * Whether a caller limited to warehouses may do what these arguments of a mutation say.
   *
   * @param field name of the mutation
   */
  boolean mayChange(Identity caller, String field, Map<String, Object> arguments);

  /** Whether a field of a type shows personal data of some sources. */
  boolean mayBePersonal(FieldCoordinates field);

  /** The personal data that a field shows of a source, or none. */
  @Nullable PersonalRead personal(FieldCoordinates field, Object source);

  /**
   * Personal data that was read.
   *
   * @param entityType whose it is
   * @param entityId whose it is; empty where the source does not tell
   * @param attributes what was read
   * @param scope right without which it is not shown
   * @param isMasked whether the fetcher leaves it out by itself, so that the rest can be shown
   */
  record PersonalRead(
      String entityType, String entityId, List<String> attributes, String scope, boolean isMasked) {

    public PersonalRead {
      attributes = List.copyOf(attributes);
    }

    /** The same, of a field whose fetcher leaves it out by itself. */
    public PersonalRead masked() {
      return new PersonalRead(entityType, entityId, attributes, scope, true);
    }
  }
}
