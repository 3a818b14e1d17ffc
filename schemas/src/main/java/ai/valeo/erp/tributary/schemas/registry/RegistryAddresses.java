package ai.valeo.erp.tributary.schemas.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;

/** Reads the list of addresses: http or https, with an optional base path. */
final class RegistryAddresses {

  private RegistryAddresses() {}

  static List<URI> parse(String list) {
    var urls = new ArrayList<URI>();
    for (String each : list.split(",", -1)) {
      if (!each.isBlank()) {
        urls.add(address(each.trim()));
      }
    }
    if (urls.isEmpty()) {
      throw new ConfigException(RegistrySettings.URL, list, "expected: http(s)://host:port,...");
    }
    return urls;
  }

  private static URI address(String text) {
    try {
      var uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getQuery() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new ConfigException(RegistrySettings.URL, "***", "not an address: " + e.getReason());
    }
    throw new ConfigException(RegistrySettings.URL, text, "expected: http(s)://host:port");
  }
}
