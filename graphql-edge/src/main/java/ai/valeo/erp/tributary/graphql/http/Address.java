package ai.valeo.erp.tributary.graphql.http;

import org.jspecify.annotations.Nullable;

/**
 * Where a server listens.
 *
 * @param host address or name; {@code 127.0.0.1} = this machine only
 * @param port port; 0 = any free one
 * @param certificate what it shows who it is with; none = it speaks in the clear
 */
public record Address(String host, int port, @Nullable HttpCertificate certificate) {

  /** One in the clear. */
  public Address(String host, int port) {
    this(host, port, null);
  }

  /** Any free port, reachable from this machine only. */
  public static Address loopback() {
    return new Address("127.0.0.1", 0);
  }

  /** How its addresses begin. */
  public String scheme() {
    return certificate == null ? "http" : "https";
  }
}
