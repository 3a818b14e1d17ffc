package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.graphql.http.Address;
import org.jspecify.annotations.Nullable;

/** Where a process shows its metrics and health: keys {@code <process>.http.host, .port}. */
final class OpsAddress {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int GREATEST_PORT = 65_535;

  private OpsAddress() {}

  /** Takes the two keys out of a configuration; a bad port becomes one of its problems. */
  static Address take(Configuration configuration, String process, int usualPort) {
    String key = process + ".http.port";
    String host = configuration.take(process + ".http.host");
    int port = port(configuration.take(key), usualPort);
    if (port < 0) {
      configuration.problem(key + ": (expected: a port from 0 to " + GREATEST_PORT + ")");
      port = usualPort;
    }
    return new Address(host == null || host.isEmpty() ? LOOPBACK : host, port);
  }

  private static int port(@Nullable String text, int usualPort) {
    if (text == null) {
      return usualPort;
    }
    try {
      int port = Integer.parseInt(text);
      return port <= GREATEST_PORT ? port : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
