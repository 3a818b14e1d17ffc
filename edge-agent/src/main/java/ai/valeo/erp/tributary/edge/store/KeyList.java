package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;

/**
 * Many entity keys as one argument of a statement, so that one statement can ask for all of them.
 */
final class KeyList {

  /** What a statement compares a column with: {@code entity IN <this>}, with one argument. */
  static final String IN = "(SELECT value FROM json_each(?1))";

  private static final JsonFactory JSON = new JsonFactory();

  private KeyList() {}

  /** The argument. */
  static String of(Collection<EntityKey> keys) {
    var text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartArray();
      for (EntityKey key : keys) {
        out.writeString(key.toString());
      }
      out.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("A text cannot be written to memory", e);
    }
    return text.toString();
  }
}
