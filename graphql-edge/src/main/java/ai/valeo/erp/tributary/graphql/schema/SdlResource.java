package ai.valeo.erp.tributary.graphql.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** SDL as it is kept in the module. */
final class SdlResource {

  private SdlResource() {}

  /** The text of a file in the folder {@code graphql}. */
  static String text(String name) {
    String resource = "/graphql/" + name;
    try (InputStream content = SdlResource.class.getResourceAsStream(resource)) {
      if (content == null) {
        throw new IllegalStateException("resource " + resource + " missing");
      }
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("SDL cannot be read", e);
    }
  }
}
