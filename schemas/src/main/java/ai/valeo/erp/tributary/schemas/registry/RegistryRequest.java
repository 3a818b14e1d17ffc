package ai.valeo.erp.tributary.schemas.registry;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A call of Confluent's REST interface.
 *
 * @param method GET, POST or PUT
 * @param path below the base address, begins with a slash
 * @param body JSON, or none
 */
record RegistryRequest(String method, String path, @Nullable String body) {

  static RegistryRequest get(String path) {
    return new RegistryRequest("GET", path, null);
  }

  /** A name as one segment of a path. */
  static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
