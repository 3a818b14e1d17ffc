package ai.valeo.erp.tributary.graphql.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which names a server answers to. One that only this machine reaches answers to this machine's own
 * names: else the page of a stranger whose name is made to point here (DNS rebinding) would be of
 * the same origin as the server, and could do whatever needs no password. Immutable.
 *
 * @param listened where the server listens
 */
public record HostRule(String listened) {

  private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");

  /** Whether a request was meant for this server. */
  boolean admits(HttpServerRequest request) {
    HostAndPort asked = request.authority();
    if (asked == null) { // none, which no browser sends, or one that cannot be read
      return request.getHeader("host") == null || !isLoopback(listened);
    }
    return admits(asked.host());
  }

  /** Whether a server answers to a name or an address. */
  boolean admits(String asked) {
    return !isLoopback(listened) || isLoopback(asked) || asked.equalsIgnoreCase(listened);
  }

  /** Whether a name or an address is this machine's own. */
  public static boolean isLoopback(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.equals("::1")
        || name.equals("[::1]")
        || LOOPBACK.matcher(name).matches();
  }
}
