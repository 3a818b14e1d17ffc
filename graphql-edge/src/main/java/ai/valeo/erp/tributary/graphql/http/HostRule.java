package ai.valeo.erp.tributary.graphql.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which names a server answers to. Where no password is asked for, the page of a stranger whose
 * name is made to point here (DNS rebinding) would be of the same origin as the server, and could
 * do whatever people here can. So a server that only this machine reaches answers to this machine's
 * own names; one that asks nobody who he is, to addresses, which no stranger's page can have as its
 * name, to names without a dot, which no stranger can own, and to those it is told. Immutable.
 *
 * @param isLocal whether only this machine reaches it
 * @param isOpen whether it asks nobody who he is
 * @param names further names it answers to, in lower case
 */
public record HostRule(boolean isLocal, boolean isOpen, Set<String> names) {

  private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");

  /** Of version 4; those of version 6 have no dot, or end so. */
  private static final Pattern ADDRESS =
      Pattern.compile("(\\[?[0-9a-fA-F:]*:)?\\d{1,3}(\\.\\d{1,3}){3}\\]?");

  /** Copies. */
  public HostRule {
    names = Set.copyOf(names);
  }

  /**
   * The rule of a server.
   *
   * @param listened where it listens
   * @param isOpen whether it asks nobody who he is
   * @param names further names it answers to
   */
  public static HostRule of(String listened, boolean isOpen, Collection<String> names) {
    var all = new HashSet<String>();
    names.forEach(name -> all.add(name.toLowerCase(Locale.ROOT)));
    all.add(listened.toLowerCase(Locale.ROOT));
    return new HostRule(isLoopback(listened), isOpen, all);
  }

  /** Whether a request was meant for this server. */
  boolean admits(HttpServerRequest request) {
    HostAndPort asked = request.authority();
    if (asked == null) { // none, which no browser sends, or one that cannot be read
      return request.getHeader("host") == null || !(isLocal || isOpen);
    }
    return admits(asked.host());
  }

  /** Whether a server answers to a name or an address. */
  boolean admits(String asked) {
    if (!isLocal && !isOpen) {
      return true;
    }
    return isLoopback(asked)
        || names.contains(asked.toLowerCase(Locale.ROOT))
        || (!isLocal && (asked.indexOf('.') < 0 || ADDRESS.matcher(asked).matches()));
  }

  /** Whether a name or an address is this machine's own. */
  public static boolean isLoopback(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.equals("::1")
        || name.equals("[::1]")
        || (name.startsWith("127.") && LOOPBACK.matcher(name).matches());
  }
}
