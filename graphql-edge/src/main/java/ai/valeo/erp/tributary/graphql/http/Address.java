package ai.valeo.erp.tributary.graphql.http;

/**
 * Where a server listens.
 *
 * @param host address or name; {@code 127.0.0.1} = this machine only
 * @param port port; 0 = any free one
 */
public record Address(String host, int port) {

  /** Any free port, reachable from this machine only. */
  public static Address loopback() {
    return new Address("127.0.0.1", 0);
  }
}
